import * as v from 'valibot';
import { MESSAGE_KINDS, type MessageKind } from '../message/message';
import type { TeamsAccount } from '../message/teams-card';
import { PAGER_DUTY_REGIONS, type PagerDutyRegion } from './pager-duty-region';
import { routingSchema, type Routing } from './routing';

/** Where a secret of a channel is kept: nothing else of it is in a template or in the environment of a function. */
export type SecretPlace =
  | { readonly in: 'parameter'; readonly name: string }
  /** @param field the member of a secret that is a JSON object */
  | { readonly in: 'secret'; readonly arn: string; readonly field?: string | undefined };

/** Who is mentioned: addresses, as commits and owners have them, and the ids of the same people in Slack. */
export type SlackAccounts = Readonly<Record<string, string>>;
/** Likewise in Teams. */
export type TeamsAccounts = Readonly<Record<string, TeamsAccount>>;

/** How a channel is reached. */
export type ChannelWay =
  | {
      readonly kind: 'slack';
      readonly botToken: SecretPlace;
      readonly channelId: string;
      readonly mentions?: SlackAccounts | undefined;
    }
  | { readonly kind: 'slack-webhook'; readonly webhook: SecretPlace; readonly mentions?: SlackAccounts | undefined }
  | { readonly kind: 'teams'; readonly webhook: SecretPlace; readonly mentions?: TeamsAccounts | undefined }
  | { readonly kind: 'pager-duty'; readonly routingKey: SecretPlace; readonly region: PagerDutyRegion }
  | { readonly kind: 'webhook'; readonly url: string; readonly signingSecret: SecretPlace }
  | { readonly kind: 'sns'; readonly topicArn: string }
  | { readonly kind: 'q-developer'; readonly topicArn: string };

/** One place where messages go, as its notifier is told. */
export interface Channel {
  /** Tells the channels of a platform apart: it is part of what the ledger keeps of each message. */
  readonly name: string;
  readonly routing: Routing;
  readonly way: ChannelWay;
}

export type ChannelKind = ChannelWay['kind'];

/** All that may be worth a message where people read along; that traffic begins to move is for who asks for it. */
export const MESSAGES_BY_DEFAULT: readonly MessageKind[] = MESSAGE_KINDS.filter((kind) => kind !== 'started');

/** What may need a person, and what says that the release needs none any more: a pager is told nothing else. */
export const PAGES: readonly MessageKind[] = ['failed', 'check-failed', 'stuck', 'blocked', 'rolled-back', 'released'];

const place = v.variant('in', [
  v.strictObject({ in: v.literal('parameter'), name: v.string() }),
  v.strictObject({ in: v.literal('secret'), arn: v.string(), field: v.optional(v.string()) }),
]);

const slackAccounts = v.optional(v.record(v.string(), v.string()));
const teamsAccounts = v.optional(v.record(v.string(), v.strictObject({ id: v.string(), name: v.string() })));

const waySchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('slack'), botToken: place, channelId: v.string(), mentions: slackAccounts }),
  v.strictObject({ kind: v.literal('slack-webhook'), webhook: place, mentions: slackAccounts }),
  v.strictObject({ kind: v.literal('teams'), webhook: place, mentions: teamsAccounts }),
  v.strictObject({ kind: v.literal('pager-duty'), routingKey: place, region: v.picklist(PAGER_DUTY_REGIONS) }),
  v.strictObject({ kind: v.literal('webhook'), url: v.string(), signingSecret: place }),
  v.strictObject({ kind: v.literal('sns'), topicArn: v.string() }),
  v.strictObject({ kind: v.literal('q-developer'), topicArn: v.string() }),
]) satisfies v.GenericSchema<unknown, ChannelWay>;

/** A channel as JSON text, in which its notifier finds it. */
export const channelTextSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    name: v.string(),
    routing: routingSchema,
    way: waySchema,
  }) satisfies v.GenericSchema<unknown, Channel>,
);
