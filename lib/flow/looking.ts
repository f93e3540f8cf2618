import type { MetricStatistic, MetricTime, Series } from '../domain/shift/metrics';
import type { WatchState } from '../domain/shift/watch-state';

/** Reads metrics within a look; a gate whose metrics are refused is given up by it. */
export type Read = (asked: readonly MetricStatistic[], time: MetricTime) => Promise<readonly Series[]>;

/** One look, as far as metrics are read in it. */
export interface Looking {
  readonly state: WatchState;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly read: Read;
}
