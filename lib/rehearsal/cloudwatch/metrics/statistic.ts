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
export type Statistic = SimpleStatistic | Percentile;

export const SIMPLE_STATISTICS = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'] as const;

export function isSimpleStatistic(text: string): text is SimpleStatistic {
  return Object.hasOwn(SIMPLE, text);
}

export function isPercentile(text: string): text is Percentile {
  return /^p(100|\d{1,2}(\.\d{1,10})?)$/.test(text);
}

export function isStatistic(text: string): text is Statistic {
  return isSimpleStatistic(text) || isPercentile(text);
}

export function simpleStatistic(statistic: SimpleStatistic, totals: Totals): number {
  return SIMPLE[statistic](totals);
}

/** The percentile's number, from 0 to 100. */
export function percentileRank(percentile: Percentile): number {
  return Number(percentile.slice(1));
}

/**
 * The percentile of some samples, at least one, by linear interpolation between the closest ranks. AWS does not publish
 * its own method.
 */
export function percentileOf(samples: readonly number[], percentile: Percentile): number {
  const sorted = Float64Array.from(samples).sort();
  const position = (percentileRank(percentile) / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? NaN;
  const above = sorted[Math.ceil(position)] ?? NaN;
  return below + (above - below) * (position - Math.floor(position));
}
