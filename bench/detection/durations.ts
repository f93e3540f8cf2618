import type { BlueDurations } from '../../lib/domain/watch/latency-thresholds';

/** The share of calls that take longer than this many milliseconds. */
export type Above = (ms: number) => number;

/** Durations as services have them: log-normal, the median at 120 ms and the 99th percentile at 485 ms. */
const MEDIAN_MS = 120;
export const P99_MS = 485;
const SIGMA = Math.log(P99_MS / MEDIAN_MS) / 2.3263478740408408;

export const usualDurations: Above = (ms) => (ms <= 0 ? 1 : 1 - normalCdf(Math.log(ms / MEDIAN_MS) / SIGMA));

/** All of it slower in proportion, so that the 99th percentile is so much higher. */
export function slowerBy(extraMs: number): Above {
  return (ms) => usualDurations((ms * P99_MS) / (P99_MS + extraMs));
}

/** A share of the calls a second slower, such as those that wait for another try of something behind. */
export function aSecondSlower(share: number): Above {
  return (ms) => (1 - share) * usualDurations(ms) + share * usualDurations(ms - 1000);
}

/** What is known of blue before the release. */
export const BLUE_DURATIONS: BlueDurations = {
  percentile: (percentile) => ({ 50: MEDIAN_MS, 90: quantile(1.2815515655446004), 99: P99_MS })[percentile] ?? NaN,
  shareAbove: usualDurations,
};

function quantile(standard: number): number {
  return MEDIAN_MS * Math.exp(SIGMA * standard);
}

/** Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.2.17; to 7.5e-8. */
function normalCdf(x: number): number {
  if (x < 0) return 1 - normalCdf(-x);
  const t = 1 / (1 + 0.2316419 * x);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
