import { isPercentileRank, type PercentileRank } from './percentile-rank';

/** The values of one stretch of time, already added up. */
export interface Totals {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

const SIMPLE = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
} satisfies Record<string, (totals: Totals) => number>;

export type SimpleStatistic = keyof typeof SIMPLE;
/** A percentile by CloudWatch's name, such as `p99` or `p99.9`. */
export type Percentile = `p${number}`;
export type Statistic = SimpleStatistic | Percentile | PercentileRank;

export function isSimpleStatistic(text: string): text is SimpleStatistic {
  return Object.hasOwn(SIMPLE, text);
}

export function isPercentile(text: string): text is Percentile {
  return /^p(100|\d{1,2}(\.\d{1,10})?)$/.test(text);
}

export function isStatistic(text: string): text is Statistic {
  return isSimpleStatistic(text) || isPercentile(text) || isPercentileRank(text);
}

export function simpleStatistic(statistic: SimpleStatistic, totals: Totals): number {
  return SIMPLE[statistic](totals);
}

/** The percentile's number, from 0 to 100. */
export function percentOf(percentile: Percentile): number {
  return Number(percentile.slice(1));
}

/**
 * The percentile of some values, at least one, by linear interpolation between the closest ranks. AWS does not publish
 * its own method.
 *
 * @param sorted the values in ascending order
 */
export function percentileOf(sorted: Float64Array, percentile: Percentile): number {
  const share = percentOf(percentile) / 100;
  return interpolate(share * (sorted.length - 1), (rank) => sorted[rank] ?? NaN);
}

/**
 * The percentile of values that came more than once.
 *
 * @param counts how often each value came
 */
export function weightedPercentileOf(
  values: readonly number[],
  counts: readonly number[],
  percentile: Percentile,
): number {
  const share = percentOf(percentile) / 100;
  const sorted = values.map((value, position) => ({ value, count: counts[position] ?? 1 }));
  sorted.sort((a, b) => a.value - b.value);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return interpolate(share * Math.max(total - 1, 0), (rank) => {
    let passed = 0;
    return sorted.find(({ count }) => (passed += count) > rank)?.value ?? sorted.at(-1)?.value ?? NaN;
  });
}

function interpolate(position: number, valueAt: (rank: number) => number): number {
  const below = valueAt(Math.floor(position));
  const above = valueAt(Math.ceil(position));
  return below + (above - below) * (position - Math.floor(position));
}
