/** What a shadow gate said over a time, held against what became of the releases. */
export interface ShadowGateReport extends ShadowGateCounts {
  readonly service: string;
  readonly gate: string;
  readonly phase: string;
  /** At most this share of good releases would be blocked, with 95 % confidence. */
  readonly falseBlocksAtMost: number;
  /** At most this share of bad releases would be let pass, with 95 % confidence; 1 where none went bad. */
  readonly missesAtMost: number;
  readonly enforce: boolean;
  /** How many more good releases that it lets pass would be enough; missing where more than anybody waits for, 0 where it is enough. */
  readonly goodNeeded?: number | undefined;
  /** How many weeks these take at the pace of so far; missing where that is not known. */
  readonly weeksNeeded?: number | undefined;
  /** What can be concluded, in sentences. */
  readonly conclusion: readonly string[];
}

export interface ShadowGateCounts {
  /** Releases about which it gave a verdict. */
  readonly seen: number;
  /** Those of a week, since the first of them. */
  readonly seenPerWeek: number;
  /** Of those, the ones that it would have blocked … */
  readonly wouldHaveBlocked: number;
  /** … what became of them … */
  readonly blockedBad: number;
  readonly blockedGood: number;
  /** … and what people said of its verdict. */
  readonly calledRight: number;
  readonly calledWrong: number;
  /** All of which it is known that they were good, and bad. */
  readonly good: number;
  readonly bad: number;
}

/** With more false blocks than this, people learn to override a gate. */
export const MOST_FALSE_BLOCKS = 0.05;

export const CONFIDENCE = 0.95;
