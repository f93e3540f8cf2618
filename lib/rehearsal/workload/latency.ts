/** Percentiles of a latency, in milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/**
 * The latency at a quantile: straight lines between the given percentiles, from half the median at the fastest to one
 * and a half times the 99th percentile at the slowest.
 *
 * @internal
 */
export function latencyAt(quantile: number, { p50, p90, p99 }: Latency): number {
  if (quantile <= 0.5) return between(quantile, 0, p50 / 2, 0.5, p50);
  if (quantile <= 0.9) return between(quantile, 0.5, p50, 0.9, p90);
  if (quantile <= 0.99) return between(quantile, 0.9, p90, 0.99, p99);
  return between(quantile, 0.99, p99, 1, p99 * 1.5);
}

function between(quantile: number, fromQuantile: number, fromMs: number, toQuantile: number, toMs: number): number {
  return fromMs + ((quantile - fromQuantile) / (toQuantile - fromQuantile)) * (toMs - fromMs);
}
