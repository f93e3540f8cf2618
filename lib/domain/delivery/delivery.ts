import type { Posted } from './posted';
import { backoffSeconds } from './backoff';

/** What a channel did about one message of a release. One item of the ledger. Times are milliseconds since the epoch. */
export interface Delivery {
  readonly schema: 1;
  readonly channel: string;
  readonly messageId: string;
  readonly releaseId: string;
  /**
   * `posting`: somebody is at it, or died at it. `waiting`: it is to be tried again. `refused`: it lies in the channel's
   * dead-letter queue, and is tried again where a person puts it back.
   */
  readonly state: 'posting' | 'waiting' | 'posted' | 'refused';
  /** How often it was begun. */
  readonly attempts: number;
  /** When it came to this state. */
  readonly at: number;
  /** Until then nobody else tries. */
  readonly until: number;
  /** What came of the last attempt. */
  readonly said?: string | undefined;
  /** What the channel calls the message. */
  readonly reference?: string | undefined;
  /** Whether it calls somebody, once it is posted to a channel that can. */
  readonly paged?: boolean | undefined;
  /** Counts the changes; a writer that did not see the last one loses. */
  readonly revision: number;
}

/**
 * For how long a message is left to who posts it, in milliseconds. A notifier runs no longer, so that an attempt that is
 * older died: what became of it nobody knows.
 */
export const POST_CLAIM_MS = 60_000;

/** What is to be done about a message that came. */
export type Claim =
  | { readonly kind: 'post'; readonly next: Delivery }
  /** It was posted before: this is a copy. */
  | { readonly kind: 'done' }
  | { readonly kind: 'later'; readonly seconds: number };

/** @param known what is kept of the delivery, where it was begun before */
export function claimDelivery(
  known: Delivery | undefined,
  id: Pick<Delivery, 'channel' | 'messageId' | 'releaseId'>,
  at: number,
): Claim {
  if (known?.state === 'posted') return { kind: 'done' };
  if (known && known.state !== 'refused' && at < known.until) {
    return { kind: 'later', seconds: Math.ceil((known.until - at) / 1000) };
  }
  const { attempts, revision } = known ?? { attempts: 0, revision: 0 };
  const { channel, messageId, releaseId } = id;
  const claimed = { attempts: attempts + 1, at, until: at + POST_CLAIM_MS, revision: revision + 1 };
  return { kind: 'post', next: { schema: 1, channel, messageId, releaseId, state: 'posting', ...claimed } };
}

/** What becomes of a delivery by an attempt, and of the copy of the message in the queue. */
export type AfterPost =
  | { readonly kind: 'done'; readonly next: Delivery }
  | { readonly kind: 'later'; readonly next: Delivery; readonly seconds: number }
  | { readonly kind: 'give-up'; readonly next: Delivery; readonly said: string };

/** @param receives how often the queue gave the message out, this time included */
export function afterPost(claimed: Delivery, posted: Posted, receives: number, at: number): AfterPost {
  const revision = claimed.revision + 1;
  switch (posted.kind) {
    case 'posted': {
      const { reference, paged } = posted;
      const known = { ...(reference === undefined ? {} : { reference }), ...(paged === undefined ? {} : { paged }) };
      return { kind: 'done', next: { ...claimed, state: 'posted', at, until: at, ...known, revision } };
    }
    case 'not-now':
    case 'unanswered': {
      const seconds = backoffSeconds(receives, posted.kind === 'not-now' ? posted.seconds : undefined);
      const until = at + seconds * 1000;
      return { kind: 'later', seconds, next: { ...claimed, state: 'waiting', at, until, said: posted.said, revision } };
    }
    case 'refused': {
      const { said } = posted;
      return { kind: 'give-up', said, next: { ...claimed, state: 'refused', at, until: at, said, revision } };
    }
  }
}
