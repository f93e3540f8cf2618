import { beginning } from '../size/beginning';
import { boundedMessage } from './bounded-message';
import type { Message, MessageKind, Severity } from './message';
import { commitLine, linesOf } from './message-parts';

/** PagerDuty, "Send an Alert Event". */
export type PagerDutyEvent =
  | {
      readonly routing_key: string;
      readonly event_action: 'trigger';
      readonly dedup_key: string;
      readonly client: 'Sluice';
      readonly links: readonly { readonly href: string; readonly text: string }[];
      readonly payload: {
        readonly summary: string;
        readonly source: string;
        readonly severity: Severity;
        /** ISO 8601. */
        readonly timestamp: string;
        readonly component: string;
        readonly class: MessageKind;
        readonly custom_details: Readonly<Record<string, string | readonly string[]>>;
      };
    }
  | { readonly routing_key: string; readonly event_action: 'resolve'; readonly dedup_key: string };

/** PagerDuty, "Send an Alert Event": of `payload.summary` and of `dedup_key`. */
const SUMMARY_CHARACTERS = 1024;
const KEY_CHARACTERS = 255;

/** What says that the release needs nobody any more, should somebody have been called before. */
const RESTORED: ReadonlySet<MessageKind> = new Set(['released', 'rolled-back', 'blocked', 'check-failed']);

/**
 * The event for PagerDuty, or undefined where it is told nothing: it calls somebody only where a person is needed, and
 * ends the alert of the same release once that is over. An end without an alert is dropped there ("Alert
 * De-Duplication"). The summary, which may be read out by phone, is in words of ours alone.
 */
export function pagerDutyEvent(given: Message, routingKey: string): PagerDutyEvent | undefined {
  const message = boundedMessage(given);
  const same = { routing_key: routingKey, dedup_key: `sluice-${message.releaseId}`.slice(0, KEY_CHARACTERS) };
  if (!message.needsPerson) return RESTORED.has(message.kind) ? { ...same, event_action: 'resolve' } : undefined;
  return {
    ...same,
    event_action: 'trigger',
    client: 'Sluice',
    links: message.links.map(({ title, url }) => ({ href: url, text: title })),
    payload: {
      summary: beginning([`${message.headline}.`, ...message.summary].join(' '), SUMMARY_CHARACTERS),
      source: message.alias,
      severity: message.severity,
      timestamp: new Date(message.at).toISOString(),
      component: message.service,
      class: message.kind,
      custom_details: detailsOf(message),
    },
  };
}

function detailsOf(message: Message): Readonly<Record<string, string | readonly string[]>> {
  const { decidedBy, firstError, commits } = message;
  return {
    ...(decidedBy !== undefined && { 'decided by': decidedBy }),
    reasons: linesOf(message.reasons, message.reasons.length, message.moreReasons, ''),
    ...(firstError !== undefined && { 'first error': firstError }),
    'serving now': message.serving,
    'what to do': message.next,
    'look with': message.commands,
    ...(commits && { commits: commits.some.map(commitLine) }),
    release: message.releaseId,
    ...(message.head !== undefined && { 'head of the record': message.head }),
  };
}
