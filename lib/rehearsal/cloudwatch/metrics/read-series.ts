import { type Kept, together, type Values } from './kept';
import { type Metric } from './metric';
import { type MetricSeries } from './metric-series';
import { rangeOf, type ValueRange } from './percentile-rank';
import { HIGH_RESOLUTION_STEP_MS, MINUTE_MS, SECOND_MS } from './resolution';
import { finestPeriodMs } from './retention';
import { SingleValues } from './single-values';
import { isPercentile, isSimpleStatistic, simpleStatistic, type Statistic } from './statistic';

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
    const finest = finestPeriodMs(now - timestamp);
    if (finest === undefined || periodMs % finest !== 0) return undefined;
    const buckets: Kept[] = [];
    for (let start = timestamp; start < Math.min(timestamp + periodMs, until); start += step) {
      const bucket = bucketAt(series, start, now, delays);
      if (bucket) buckets.push(bucket);
    }
    const value = buckets.length === 0 ? undefined : statisticOf(buckets, query.statistic);
    if (value === undefined) return undefined;
    return { timestamp, value, sampleCount: buckets.reduce((count, bucket) => count + bucket.count, 0) };
  });
}

function visibleMinute(series: MetricSeries, start: number, now: number, delays: Delays): Kept | undefined {
  return start + MINUTE_MS + delays.publicationDelayMs <= now ? series.minute(start) : undefined;
}

/**
 * A metric of standard resolution has its datapoint at the start of its minute, and none for the rest of it: short
 * periods see data only there (CloudWatch API Reference, PutMetricAlarm, Period).
 */
function visibleSecond(series: MetricSeries, start: number, now: number, delays: Delays): Kept | undefined {
  if (start % MINUTE_MS === 0 && !series.isFine(start)) return visibleMinute(series, start, now, delays);
  const stepEnd = (Math.floor(start / HIGH_RESOLUTION_STEP_MS) + 1) * HIGH_RESOLUTION_STEP_MS;
  return stepEnd + delays.highResolutionDelayMs <= now ? series.second(start) : undefined;
}

function statisticOf(buckets: readonly Kept[], statistic: Statistic): number | undefined {
  if (isSimpleStatistic(statistic)) return simpleStatistic(statistic, together(buckets));
  const values = buckets.flatMap(({ singleValues }) => singleValues ?? []);
  if (values.length < buckets.length) return undefined;
  if (isPercentile(statistic)) return SingleValues.percentile(values, statistic);
  const range = rangeOf(statistic);
  return range && percentIn(values, range);
}

function percentIn(values: readonly Values[], { above, upTo }: ValueRange): number {
  let [within, total] = [0, 0];
  for (const some of values) {
    some.each((value, count) => {
      total += count;
      if (value > above && value <= upTo) within += count;
    });
  }
  return (100 * within) / total;
}
