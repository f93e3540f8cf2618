import { POST_CLAIM_MS } from './delivery';

/** Where the messages of a release hang together in a channel that has threads. One item of the ledger. */
export interface Thread {
  readonly schema: 1;
  readonly channel: string;
  readonly releaseId: string;
  /** The message that begins it. */
  readonly openedBy: string;
  /** Until then nobody else begins one; milliseconds since the epoch. */
  readonly until: number;
  /** What the channel calls its first message, once that is posted. */
  readonly reference?: string | undefined;
  readonly revision: number;
}

/** What a message does about the thread of its release. */
export type ThreadClaim =
  | { readonly kind: 'reply'; readonly reference: string }
  | { readonly kind: 'open'; readonly next: Thread }
  /** Another message of the release is just beginning it. */
  | { readonly kind: 'later'; readonly seconds: number };

export function claimThread(
  known: Thread | undefined,
  id: { readonly channel: string; readonly releaseId: string; readonly messageId: string },
  at: number,
): ThreadClaim {
  if (known?.reference !== undefined) return { kind: 'reply', reference: known.reference };
  if (known && known.openedBy !== id.messageId && at < known.until) {
    return { kind: 'later', seconds: Math.ceil((known.until - at) / 1000) };
  }
  const { channel, releaseId, messageId: openedBy } = id;
  const revision = (known?.revision ?? 0) + 1;
  return { kind: 'open', next: { schema: 1, channel, releaseId, openedBy, until: at + POST_CLAIM_MS, revision } };
}

/** The thread whose first message is posted. */
export function openedThread(claimed: Thread, reference: string): Thread {
  return { ...claimed, reference, revision: claimed.revision + 1 };
}
