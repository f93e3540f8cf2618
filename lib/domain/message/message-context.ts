import type { ReleaseWay } from './hotfix-clock';
import type { MessageCommits, MessageLink } from './message';

/** How many requests a version answered badly. */
export interface Hit {
  readonly failed: number;
  /** How many requests reached the version. */
  readonly requests: number;
  /** Whether there may have been more: not everything that reached it is counted yet. */
  readonly atLeast: boolean;
}

/** A gate or an alarm that was a shadow, by its name, and what it would have done. */
export interface WouldHaveStopped {
  readonly name: string;
  readonly by: 'blocking' | 'rolling-back';
}

/**
 * What may be known about a release beside its own state. A message says nothing of what is missing here: that nobody
 * counted does not mean that it was none.
 */
export interface MessageContext {
  /** What of its way a hotfix is timed by. */
  readonly way?: ReleaseWay | undefined;
  /** The customers' requests that green answered badly. */
  readonly hit?: Hit | undefined;
  /** What would have stopped it, had what was a shadow counted; missing where nobody could read that. */
  readonly wouldHaveStopped?: readonly WouldHaveStopped[] | undefined;
  /** When it began to fail, in milliseconds since the epoch. */
  readonly failingSince?: number | undefined;
  /** What failed first, in the words of green. Foreign text. */
  readonly firstError?: string | undefined;
  /** The commits that the release brings. */
  readonly facts?: MessageCommits | undefined;
  /** Pages to look at, beside the gate run in the console. */
  readonly links?: readonly MessageLink[] | undefined;
  /** Who is to be told by name: the addresses of the commits' authors and of the release's owner. */
  readonly concerned?: readonly string[] | undefined;
}
