import type * as sns from 'aws-cdk-lib/aws-sns';
import type { PagerDutyRegion } from '../../../domain/delivery/pager-duty-region';
import type { ChannelRouting } from './channel-routing';
import type { ChannelSecret } from './channel-secret';

export interface CommonChannelProps {
  /**
   * Tells the channels of a platform apart, in the ledger and in alarms. Lower-case letters, digits and hyphens, 32 at most.
   *
   * @default - the kind of the channel, such as `slack`
   */
  readonly name?: string;
  /**
   * Which messages it gets.
   *
   * @default - all but `started`; of a pager, what needs a person and what says that it needs none any more
   */
  readonly routing?: ChannelRouting;
}

export interface SlackMentionProps {
  /**
   * Who is mentioned where they are concerned: e-mail addresses, as commits have them, and the member ids of the same
   * people in Slack, such as `U0123456789`.
   *
   * @default - nobody is mentioned
   */
  readonly mentions?: Readonly<Record<string, string>>;
}

export interface SlackChannelProps extends CommonChannelProps, SlackMentionProps {
  /** The token of a Slack app with the scope `chat:write`, from `xoxb-` on. */
  readonly botToken: ChannelSecret;
  /** The channel, as Slack shows it at the end of its details, such as `C0123456789`. The app has to be in it. */
  readonly channelId: string;
}

export interface SlackWebhookProps extends CommonChannelProps, SlackMentionProps {
  /** The URL of an incoming webhook, from `https://hooks.slack.com/` on. */
  readonly webhook: ChannelSecret;
}

/** Somebody as Teams knows them. */
export interface TeamsPerson {
  /** The user principal name or the id in Microsoft Entra. */
  readonly id: string;
  readonly name: string;
}

export interface TeamsChannelProps extends CommonChannelProps {
  /** The URL of a workflow that posts what it is given to a channel ("Send webhook alerts to a channel"). */
  readonly webhook: ChannelSecret;
  /**
   * Who is mentioned where they are concerned: e-mail addresses, as commits have them, and the same people in Teams.
   *
   * @default - nobody is mentioned
   */
  readonly mentions?: Readonly<Record<string, TeamsPerson>>;
}

export interface PagerDutyChannelProps extends CommonChannelProps {
  /** The integration key of a service's integration "Events API V2". */
  readonly routingKey: ChannelSecret;
  /**
   * The service region of the account: `us` or `eu`.
   *
   * @default us
   */
  readonly region?: PagerDutyRegion;
}

export interface WebhookChannelProps extends CommonChannelProps {
  /** What is posted to, from `https://` on. It is in the template: nothing of it is a secret. */
  readonly url: string;
  /** The key by which posts are signed, from `whsec_` on: 24 to 64 bytes in base64, as Standard Webhooks has it. */
  readonly signingSecret: ChannelSecret;
}

export interface TopicChannelProps extends CommonChannelProps {
  /** What is published to. Its policy, and its key where it has one, must let the notifier publish where it is another account's. */
  readonly topic: sns.ITopic;
}
