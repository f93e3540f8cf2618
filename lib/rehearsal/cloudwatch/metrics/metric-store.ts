import { NotEmulated } from '../../kernel/not-emulated';
import { type Metric, metricKey } from './metric';
import { MetricSeries } from './metric-series';
import { type Minute, MINUTE_MS } from './minute';
import { isSimpleStatistic, percentileOf, simpleStatistic, type Statistic } from './statistic';

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
  /** Milliseconds since the epoch: the start of the oldest period, at a full minute. */
  readonly from: number;
  /** Milliseconds, full minutes. */
  readonly periodMs: number;
  readonly periods: number;
}

export interface MetricStoreOptions {
  /** Milliseconds after a minute's end at which its values can be read. */
  readonly publicationDelayMs: number;
  /** Milliseconds for which single samples are kept for percentiles. Other statistics are kept for ever. */
  readonly sampleRetentionMs: number;
}

/** Every metric of the account, by the minute. A minute in which nothing was recorded has no datapoint, never a zero. */
export class MetricStore {
  private readonly byKey = new Map<string, MetricSeries>();
  private readonly byMetric = new WeakMap<Metric, MetricSeries>();

  constructor(private readonly options: MetricStoreOptions) {}

  /**
   * Adds a value to the minute of its timestamp (milliseconds since the epoch). Record under the same `metric` object
   * again and again where speed matters: its series is found without making its key anew.
   *
   * A value for a minute that was already published is there at once.
   */
  record(metric: Metric, timestamp: number, value: number): void {
    if (!Number.isFinite(value) || !Number.isFinite(timestamp)) {
      throw new Error(
        `Metric ${metricKey(metric)} must be recorded as a number at a time, got: ${value}, ${timestamp}.`,
      );
    }
    let series = this.byMetric.get(metric);
    if (!series) {
      series = this.seriesOf(metric);
      this.byMetric.set(metric, series);
    }
    series.record(timestamp, value);
  }

  /** One entry for each period, oldest first, as it can be seen at the time `now`; `undefined` where there is no data. */
  read(query: MetricQuery, now: number): readonly (Datapoint | undefined)[] {
    if (query.from % MINUTE_MS !== 0 || query.periodMs % MINUTE_MS !== 0 || query.periodMs <= 0) {
      throw new Error(`Periods must be full minutes, got: ${query.periodMs} ms from ${query.from}.`);
    }
    const series = this.byKey.get(metricKey(query.metric));
    return Array.from({ length: query.periods }, (_, position) => {
      const timestamp = query.from + position * query.periodMs;
      const minutes = series ? this.visibleMinutes(series, timestamp, timestamp + query.periodMs, now) : [];
      if (minutes.length === 0) return undefined;
      return {
        timestamp,
        value: statisticOf(minutes, query),
        sampleCount: minutes.reduce((count, minute) => count + minute.count, 0),
      };
    });
  }

  private seriesOf(metric: Metric): MetricSeries {
    const key = metricKey(metric);
    let series = this.byKey.get(key);
    if (!series) {
      series = new MetricSeries(this.options.sampleRetentionMs);
      this.byKey.set(key, series);
    }
    return series;
  }

  private visibleMinutes(series: MetricSeries, from: number, to: number, now: number): readonly Minute[] {
    const minutes: Minute[] = [];
    for (
      let start = from;
      start < to && start + MINUTE_MS + this.options.publicationDelayMs <= now;
      start += MINUTE_MS
    ) {
      const minute = series.at(start);
      if (minute) minutes.push(minute);
    }
    return minutes;
  }
}

function statisticOf(minutes: readonly Minute[], { metric, statistic }: MetricQuery): number {
  if (isSimpleStatistic(statistic)) {
    return simpleStatistic(statistic, {
      count: minutes.reduce((count, minute) => count + minute.count, 0),
      sum: minutes.reduce((sum, minute) => sum + minute.sum, 0),
      minimum: minutes.reduce((minimum, minute) => Math.min(minimum, minute.minimum), Infinity),
      maximum: minutes.reduce((maximum, minute) => Math.max(maximum, minute.maximum), -Infinity),
    });
  }
  const samples = minutes.flatMap((minute) => {
    if (minute.samples) return minute.samples;
    throw new NotEmulated(
      `Statistic ${statistic} so far in the past`,
      `metric ${metric.namespace} ${metric.name}`,
      'Single samples are kept for a few hours only: read percentiles sooner, or use another statistic.',
    );
  });
  return percentileOf(samples, statistic);
}
