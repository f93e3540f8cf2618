/** What a message says of a release. */
export const MESSAGE_KINDS = [
  /** Traffic begins to move. */
  'started',
  /** A gate in flight, or a check, is past its lower limit; traffic goes on. */
  'warned',
  'blocked',
  'rolled-back',
  'released',
  /** It failed, and nothing put the old version back. */
  'failed',
  /** A check after the release failed. */
  'check-failed',
  /** It has not ended, and nothing has happened to it for longer than it can take. */
  'stuck',
  /** It lacks what its platform let it be released without for a while. */
  'owed',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** How bad it is, from the least on. */
export const SEVERITIES = ['info', 'warning', 'error', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A page to look at. */
export interface MessageLink {
  readonly title: string;
  /** Begins with `https://`. */
  readonly url: string;
}

/** What is known of the commits that a release brings. */
export interface MessageCommits {
  readonly count: number;
  /** How many people wrote them. */
  readonly authors: number;
  /** Some of them, the newest first. */
  readonly some: readonly MessageCommit[];
}

/** A commit that the release brings. */
export interface MessageCommit {
  readonly sha: string;
  /** Foreign text. */
  readonly subject: string;
  /** Foreign text. */
  readonly author: string;
}

/**
 * A message about a release, as a value: each channel renders it in its own way.
 *
 * What is said to be foreign text comes from green, a model, a log or a commit. It never stands where it could be taken
 * for ours, nor where the channel would act on it. All else is in words of ours.
 */
export interface Message {
  /** The version of this shape. */
  readonly schema: 1;
  /** The same for each copy, where it is sent more than once. */
  readonly id: string;
  readonly kind: MessageKind;
  readonly severity: Severity;
  /** Whether somebody has to act now: only then is anybody paged. */
  readonly needsPerson: boolean;
  /** When what it says happened, in milliseconds since the epoch. */
  readonly at: number;
  /** The name of the function. */
  readonly service: string;
  /** What was released, such as `chat:live`. */
  readonly alias: string;
  readonly releaseId: string;
  readonly blue?: string | undefined;
  readonly green: string;
  /** One line: what happened to what. */
  readonly headline: string;
  /** One sentence each, with the figures. */
  readonly summary: readonly string[];
  /** What decided: gates, alarms or a service, by name. Foreign text. */
  readonly decidedBy?: string | undefined;
  /** Why, the worst first. Foreign text. */
  readonly reasons: readonly string[];
  /** How many reasons there are besides. */
  readonly moreReasons?: number | undefined;
  /** What failed first, in the words of green. Foreign text. */
  readonly firstError?: string | undefined;
  /** What did not count. Foreign text. */
  readonly notes: readonly string[];
  /** How many notes there are besides. */
  readonly moreNotes?: number | undefined;
  /** What serves now. */
  readonly serving: string;
  /** What to do next, a sentence each. */
  readonly next: readonly string[];
  /** What to look with: commands, each of which can be pasted into a shell as it is. */
  readonly commands: readonly string[];
  readonly links: readonly MessageLink[];
  /** Which commits it brings; missing where nobody annotated the release. */
  readonly commits?: MessageCommits | undefined;
  /** Who is to be told by name: addresses as the commits and the owner's setting have them. */
  readonly concerned: readonly string[];
  /** The SHA-256 of the release's last event as this was said: the anchor outside of the ledger. */
  readonly head?: string | undefined;
}
