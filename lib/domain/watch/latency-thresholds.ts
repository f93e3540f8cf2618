import type { Tolerance } from './tolerance';
import { WATCH_PARAMETERS } from './watch-parameters';

/** One duration that calls are compared with. */
export interface LatencyThreshold {
  readonly ms: number;
  /** How many more of green's calls than of blue's may be slower. */
  readonly tolerance: Tolerance;
}

/** What is known of blue's durations. */
export interface BlueDurations {
  /** In milliseconds, by percentile. */
  readonly percentile: (percentile: number) => number;
  /** The share of calls that took longer than this, 0 to 1. */
  readonly shareAbove: (ms: number) => number;
}

/**
 * The durations that tell whether green is slower: somewhat above blue's median, its 90th and its 99th percentile.
 *
 * A call that is slower counts as an error does, so one bet does for both. Green's 99th percentile is at most
 * 50 ms above blue's exactly where 1 % of its calls, at most, are slower than that; of blue's a few are too, and
 * the rest up to that 1 % is what green may have more. Counting is the simpler way to compare quantiles at all
 * times (the other: [Howard and Ramdas](https://arxiv.org/abs/1906.09712)).
 */
export function latencyThresholds(blue: BlueDurations): readonly LatencyThreshold[] {
  return WATCH_PARAMETERS.latency.map(({ percentile, factor, extraMs }) =>
    latencyThreshold(blue, percentile, factor * blue.percentile(percentile) + extraMs),
  );
}

/** The threshold for "green's percentile is at most so many milliseconds". */
export function latencyThreshold(blue: BlueDurations, percentile: number, ms: number): LatencyThreshold {
  const allowed = (100 - percentile) / 100;
  return { ms, tolerance: { factor: 1, extra: Math.max(0, allowed - blue.shareAbove(ms)) } };
}
