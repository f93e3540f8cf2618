import type { AboveBlue } from './above-blue';
import type { MaxDurationIncrease, MaxShareIncrease } from './max-increase';

/** What a gate has watched while traffic shifts. */
export type Watched = WatchedShare | WatchedDurations | WatchedTables;

/** The share of calls that fail, of each version. */
export interface WatchedShare {
  readonly watches: 'errors' | 'own-counts';
  readonly maxIncrease: MaxShareIncrease;
  /** The lower limit, past which is said so and nothing stopped; left out where there is none. */
  readonly warnAt?: MaxShareIncrease | undefined;
  /** Left out where the evidence decides. */
  readonly rule?: AboveBlue | undefined;
}

/** How long calls take, of each version. */
export interface WatchedDurations {
  readonly watches: 'durations';
  /** Above 0 and below 100. */
  readonly percentile: number;
  readonly maxIncrease: MaxDurationIncrease;
  readonly warnAt?: MaxDurationIncrease | undefined;
  readonly rule?: AboveBlue | undefined;
}

/** Whether tables are throttled, which carries no version. */
export interface WatchedTables {
  readonly watches: 'tables';
  readonly onThrottle: 'fail' | 'note';
}
