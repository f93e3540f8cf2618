import { NotEmulated } from '../../kernel/not-emulated';
import { type Metric, metricKey } from './metric';
import { MetricSeries } from './metric-series';
import { NO_UNIT } from './metric-unit';
import { type Datapoint, type MetricQuery, readSeries } from './read-series';
import { MINUTE_MS, type StorageResolution } from './resolution';
import { type Sample } from './sample';
import { unitOfMetric } from './unit-of-metric';

/** Milliseconds. Dropping looks at every metric there is, so it is not done for every value. */
const DROP_EVERY_MS = 10 * MINUTE_MS;

/**
 * Milliseconds for which values are kept, as long as CloudWatch keeps those of high resolution (User Guide, "Metrics
 * retention"). Where an alarm looks further back, minutes are kept as long as it does; single values, for percentiles,
 * and seconds are not.
 */
export const RETENTION_MS = 3 * 60 * MINUTE_MS;

export interface MetricStoreOptions {
  /** Milliseconds after a minute's end at which its values can be read. */
  readonly publicationDelayMs: number;
  /** Milliseconds after the end of ten seconds at which their values of high resolution can be read. */
  readonly highResolutionDelayMs: number;
}

/** How a value is published. */
export interface Publication {
  /** By CloudWatch's name; of AWS's own metrics it is known. */
  readonly unit?: string;
  /** @default 60 */
  readonly resolution?: StorageResolution;
}

/**
 * Every metric of the account. A minute in which nothing was recorded has no datapoint, never a zero.
 *
 * Values are dropped once neither an alarm nor a call within the retention can see them, so that a rehearsal of days
 * needs no more memory than one of hours. A read that goes further back stops by name.
 */
export class MetricStore {
  private readonly byKey = new Map<string, { readonly metric: Metric; readonly series: MetricSeries }>();
  private minutesKeptMs: number;
  private droppedAt: number;
  /** Milliseconds since the epoch: until when metrics were dropped of which nothing is left. */
  private metricsDroppedUntil = -Infinity;

  /** @param now the virtual time, in milliseconds since the epoch */
  constructor(
    private readonly options: MetricStoreOptions,
    private readonly now: () => number,
  ) {
    this.minutesKeptMs = RETENTION_MS;
    this.droppedAt = now();
  }

  /**
   * Adds a value to the minute of its timestamp (milliseconds since the epoch).
   *
   * A value for a minute that was already published is there at once.
   */
  record(metric: Metric, timestamp: number, value: number | Sample, publication: Publication = {}): void {
    this.recorder([metric], publication)(timestamp, value);
  }

  /** Records values in the same metrics again and again, each value in all of them, without looking for them each time. */
  recorder(metrics: readonly Metric[], { unit, resolution = 60 }: Publication = {}) {
    const recorded = metrics.map((metric): { readonly metric: Metric; series?: MetricSeries } => ({ metric }));
    return (timestamp: number, value: number | Sample): void => {
      checkValue(metrics, timestamp, value);
      if (this.now() - this.droppedAt >= DROP_EVERY_MS) this.dropOld();
      for (const one of recorded) {
        if (!one.series || one.series.isDropped) one.series = this.seriesOf(one.metric, unit);
        one.series.record(timestamp, value, resolution);
      }
    };
  }

  /** One entry for each period, oldest first, as it can be seen at the time `now`; `undefined` where there is no data. */
  read(query: MetricQuery, now: number): readonly (Datapoint | undefined)[] {
    const series = this.byKey.get(metricKey(query.metric))?.series;
    const nothing = { length: query.periods };
    if (!series && query.from < this.metricsDroppedUntil) throw tooFarBack(query.metric);
    if (!series) return Array.from(nothing, () => undefined);
    const droppedUntil = query.periodMs < MINUTE_MS ? series.secondsDroppedUntil : series.minutesDroppedUntil;
    if (query.from < droppedUntil) throw tooFarBack(query.metric);
    if (query.unit !== undefined && query.unit !== series.unit) return Array.from(nothing, () => undefined);
    return readSeries(series, query, now, this.options);
  }

  /** The unit a metric is published with, once it is. */
  unit(metric: Metric): string | undefined {
    return this.byKey.get(metricKey(metric))?.series.unit;
  }

  /** Every metric that has values, in the order in which they first came. */
  get metrics(): readonly Metric[] {
    return [...this.byKey.values()].map(({ metric }) => metric);
  }

  /** Whether metrics were dropped that CloudWatch would still list. */
  get hasDroppedMetrics(): boolean {
    return this.metricsDroppedUntil > -Infinity;
  }

  /** Keeps minutes for so many milliseconds from now on, if not for longer already. */
  keepFor(ms: number): void {
    this.minutesKeptMs = Math.max(this.minutesKeptMs, ms);
  }

  /** How many minutes and seconds of all metrics it holds. */
  get size(): number {
    return [...this.byKey.values()].reduce((sum, { series }) => sum + series.size, 0);
  }

  private seriesOf(metric: Metric, unit: string | undefined): MetricSeries {
    const key = metricKey(metric);
    let kept = this.byKey.get(key);
    if (!kept) {
      kept = { metric, series: new MetricSeries(unit ?? unitOfMetric(metric) ?? NO_UNIT) };
      this.byKey.set(key, kept);
    }
    if (unit !== undefined && unit !== kept.series.unit) {
      throw new NotEmulated(
        `A metric with the units ${kept.series.unit} and ${unit}`,
        `metric ${metric.namespace} ${metric.name}`,
        'Publish it with one unit: CloudWatch keeps them apart, and adds them up only where nobody asks for one.',
      );
    }
    return kept.series;
  }

  private dropOld(): void {
    const now = this.now();
    this.droppedAt = now;
    const horizon = { minutes: now - this.minutesKeptMs, values: now - RETENTION_MS };
    for (const [key, { series }] of this.byKey) {
      if (series.drop(horizon)) continue;
      this.byKey.delete(key);
      series.isDropped = true;
      this.metricsDroppedUntil = Math.max(this.metricsDroppedUntil, series.minutesDroppedUntil);
    }
  }
}

function checkValue(metrics: readonly Metric[], timestamp: number, value: number | Sample): void {
  const number = typeof value === 'number' ? value : value.kind === 'value' ? value.value : value.totals.sum;
  if (Number.isFinite(number) && Number.isFinite(timestamp)) return;
  const names = metrics.map(metricKey).join(', ');
  throw new Error(`Metric ${names} must be recorded as a number at a time, got: ${number}, ${timestamp}.`);
}

function tooFarBack({ namespace, name }: Metric): NotEmulated {
  return new NotEmulated(
    'Reading metrics so far in the past',
    `metric ${namespace} ${name}`,
    'Values are kept for a few hours only, or as long as an alarm looks back: read them sooner.',
  );
}
