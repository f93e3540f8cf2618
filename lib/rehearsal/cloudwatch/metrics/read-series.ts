import { NotEmulated } from '../../kernel/not-emulated';
import { Bucket } from './bucket';
import { type Metric } from './metric';
import { type MetricSeries } from './metric-series';
import { HIGH_RESOLUTION_STEP_MS, MINUTE_MS, SECOND_MS } from './resolution';
import { isSimpleStatistic, simpleStatistic, type Statistic } from './statistic';

export interface Datapoint {
  /** Milliseconds since the epoch: the start of the period. */
  readonly timestamp: number;
  readonly value: number;
  readonly sampleCount: number;
}

/** Some periods of one metric, one after the other. */
export interface MetricQuery {
  readonly metric: Metric;
  readonly statistic: Statistic;
  /** Only data of this unit; of any unit where it is left out. */
  readonly unit?: string | undefined;
  /** Milliseconds since the epoch: the start of the oldest period, at a full minute, or second for short periods. */
  readonly from: number;
  /** Milliseconds: full minutes, or full seconds below a minute. */
  readonly periodMs: number;
  readonly periods: number;
  /** Milliseconds since the epoch: data from then on does not count. */
  readonly until?: number;
}

interface Delays {
  readonly publicationDelayMs: number;
  readonly highResolutionDelayMs: number;
}

/** One entry for each period of the query, oldest first, as it can be seen at the time `now`. */
export function readSeries(
  series: MetricSeries,
  query: MetricQuery,
  now: number,
  delays: Delays,
): readonly (Datapoint | undefined)[] {
  const { from, periodMs, periods, until = Infinity } = query;
  const step = periodMs < MINUTE_MS ? SECOND_MS : MINUTE_MS;
  if (from % step !== 0 || periodMs % step !== 0 || periodMs <= 0) {
    throw new Error(`Periods must be full minutes, or full seconds below a minute, got: ${periodMs} ms from ${from}.`);
  }
  const bucketAt = step === MINUTE_MS ? visibleMinute : visibleSecond;
  return Array.from({ length: periods }, (_, position) => {
    const timestamp = from + position * periodMs;
    const buckets: Bucket[] = [];
    for (let start = timestamp; start < Math.min(timestamp + periodMs, until); start += step) {
      const bucket = bucketAt(series, start, now, delays);
      if (bucket) buckets.push(bucket);
    }
    const value = buckets.length === 0 ? undefined : statisticOf(buckets, query);
    if (value === undefined) return undefined;
    return { timestamp, value, sampleCount: buckets.reduce((count, bucket) => count + bucket.count, 0) };
  });
}

function visibleMinute(series: MetricSeries, start: number, now: number, delays: Delays): Bucket | undefined {
  return start + MINUTE_MS + delays.publicationDelayMs <= now ? series.minute(start) : undefined;
}

/**
 * A metric of standard resolution has its datapoint at the start of its minute, and none for the rest of it: short
 * periods see data only there (CloudWatch API Reference, PutMetricAlarm, Period).
 */
function visibleSecond(series: MetricSeries, start: number, now: number, delays: Delays): Bucket | undefined {
  if (start % MINUTE_MS === 0 && !series.isFine(start)) return visibleMinute(series, start, now, delays);
  const stepEnd = (Math.floor(start / HIGH_RESOLUTION_STEP_MS) + 1) * HIGH_RESOLUTION_STEP_MS;
  return stepEnd + delays.highResolutionDelayMs <= now ? series.second(start) : undefined;
}

function statisticOf(buckets: readonly Bucket[], { metric, statistic }: MetricQuery): number | undefined {
  if (isSimpleStatistic(statistic)) {
    return simpleStatistic(statistic, {
      count: buckets.reduce((count, bucket) => count + bucket.count, 0),
      sum: buckets.reduce((sum, bucket) => sum + bucket.sum, 0),
      minimum: buckets.reduce((minimum, bucket) => Math.min(minimum, bucket.minimum), Infinity),
      maximum: buckets.reduce((maximum, bucket) => Math.max(maximum, bucket.maximum), -Infinity),
    });
  }
  if (buckets.every((bucket) => bucket.keepsValues)) return Bucket.percentile(buckets, statistic);
  throw new NotEmulated(
    `Statistic ${statistic} so far in the past`,
    `metric ${metric.namespace} ${metric.name}`,
    'Single values are kept for a few hours only: read percentiles sooner, or use another statistic.',
  );
}
