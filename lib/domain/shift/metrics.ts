import * as v from 'valibot';

/** A CloudWatch metric. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A metric by one of its statistics, such as `Sum`, `p99` or `PR(:800)`. */
export interface MetricStatistic {
  readonly metric: Metric;
  readonly statistic: string;
}

/** The stretch of time that is read. Milliseconds since the epoch, at full periods; `to` is not part of it. */
export interface MetricTime {
  readonly from: number;
  readonly to: number;
  readonly periodSeconds: number;
}

/** The values of one statistic by the start of their period, in milliseconds since the epoch; none where there is no data. */
export type Series = ReadonlyMap<number, number>;

/** Why metrics could not be read, in AWS's words. */
export interface MetricsRefusal {
  /** `denied`: whoever reads may not. `not-understood`: CloudWatch takes no such request. */
  readonly kind: 'denied' | 'not-understood';
  readonly message: string;
}

/** What came of reading: a series for each statistic, in their order, or why there is none. */
export type MetricsRead = { readonly series: readonly Series[] } | { readonly refused: MetricsRefusal };

/** Where metrics are read. Troubles that pass are thrown: they are for the next look. */
export interface Metrics {
  read(asked: readonly MetricStatistic[], time: MetricTime): Promise<MetricsRead>;
}

export const MINUTE_MS = 60_000;

/** The start of the minute that a time is in. */
export function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

/** The sum of a series, from a moment on. */
export function totalOf(series: Series = new Map(), from = -Infinity): number {
  return [...series].reduce((sum, [at, value]) => (at < from ? sum : sum + value), 0);
}

export const metricSchema = v.strictObject({
  namespace: v.pipe(v.string(), v.nonEmpty()),
  name: v.pipe(v.string(), v.nonEmpty()),
  dimensions: v.record(v.string(), v.string()),
}) satisfies v.GenericSchema<unknown, Metric>;

/** Two counts of a squad's own, each with the version in a dimension. */
export const ownCountsSchema = v.strictObject({
  failures: metricSchema,
  total: metricSchema,
  /** The name of the dimension that holds the number of the version. */
  versionDimension: v.pipe(v.string(), v.nonEmpty()),
});
export type OwnCounts = v.InferOutput<typeof ownCountsSchema>;
