import { inWarmUp, type Tolerance } from '../watch/tolerance';
import type { WatchedMeasure } from './watch-power';

/** What the watch of a release asks of green. */
export interface WatchedMeasures {
  readonly errors?: WatchedErrors | undefined;
  readonly latency?: WatchedLatency | undefined;
}

export interface WatchedErrors {
  readonly tolerance: Tolerance;
  /** What they get of the release's allowed chance, 0 to 1. */
  readonly share: number;
  /** Whether handlers publish them themselves, without cold calls and by ten seconds; `false` by default. */
  readonly byHandler?: boolean;
}

export interface WatchedLatency {
  /** Above 0, below 100. */
  readonly percentile: number;
  /** What it gets of the release's allowed chance, 0 to 1. */
  readonly share: number;
  /** As of errors. */
  readonly byHandler?: boolean;
}

export function errorsMeasure({ tolerance, share, byHandler = false }: WatchedErrors): WatchedMeasure {
  const warmUpTolerance = byHandler ? undefined : inWarmUp(tolerance);
  return { share, tolerance, warmUpTolerance, preWarmed: byHandler, dispersion: 1 };
}

/**
 * Calls slower than blue's percentile and what is allowed on top. How many of blue's are is known only from its durations:
 * at most those above the percentile itself, and then green may have no more than blue. Cold starts are slow, so the
 * first minute is left out, unless cold calls are.
 */
export function latencyMeasure({ share, byHandler = false }: WatchedLatency): WatchedMeasure {
  const tolerance = { factor: 1, extra: 0 };
  return { share, tolerance, warmUpTolerance: undefined, preWarmed: byHandler, dispersion: 1 };
}

/** How many more of green's calls may fail than of blue's, in percentage points, where blue has its usual share. */
export function toleratedPoints({ factor, extra }: Tolerance, usualErrorRatePercent: number): number {
  return (factor - 1) * usualErrorRatePercent + extra * 100;
}
