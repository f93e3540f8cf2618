import { NotEmulated } from '../../kernel/not-emulated';
import { type Metric, metricKey } from './metric';
import { MetricSeries } from './metric-series';
import { NO_UNIT } from './metric-unit';
import { type Datapoint, type MetricQuery, readSeries } from './read-series';
import { MINUTE_MS, type StorageResolution } from './resolution';
import { type Sample } from './sample';
import { isSimpleStatistic } from './statistic';
import { unitOfMetric } from './unit-of-metric';

/** Milliseconds. Packing and dropping look at every metric there is, so they are not done for every value. */
const AGE_EVERY_MS = 10 * MINUTE_MS;

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
 * Values are kept as long as CloudWatch keeps them: by the second for three hours, by the minute for 15 days, then added
 * up. What is older than three hours is packed, its single values rounded, so that a rehearsal of days needs little more
 * memory than one of hours.
 */
export class MetricStore {
  private readonly byKey = new Map<string, { readonly metric: Metric; readonly series: MetricSeries }>();
  private agedAt: number;
  /** Whether anybody read a percentile, or a percentile rank, of values that were rounded. */
  roundedValuesWereRead = false;
  /** Whether there was any value of high resolution. */
  hasHighResolution = false;

  /** @param now the virtual time, in milliseconds since the epoch */
  constructor(
    private readonly options: MetricStoreOptions,
    private readonly now: () => number,
  ) {
    this.agedAt = now();
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
    this.hasHighResolution ||= resolution === 1;
    const recorded = metrics.map((metric): { readonly metric: Metric; series?: MetricSeries } => ({ metric }));
    return (timestamp: number, value: number | Sample): void => {
      checkValue(metrics, timestamp, value);
      if (this.now() - this.agedAt >= AGE_EVERY_MS) this.age();
      for (const one of recorded) {
        if (!one.series || one.series.isDropped) one.series = this.seriesOf(one.metric, unit);
        one.series.record(timestamp, value, resolution);
      }
    };
  }

  /** One entry for each period, oldest first, as it can be seen at the time `now`; `undefined` where there is no data. */
  read(query: MetricQuery, now: number): readonly (Datapoint | undefined)[] {
    const series = this.byKey.get(metricKey(query.metric))?.series;
    if (!series || (query.unit !== undefined && query.unit !== series.unit)) {
      return Array.from({ length: query.periods }, () => undefined);
    }
    this.roundedValuesWereRead ||=
      !isSimpleStatistic(query.statistic) && series.isRounded(query.from, query.from + query.periods * query.periodMs);
    return readSeries(series, query, now, this.options);
  }

  /** The unit a metric is published with, once it is. */
  unit(metric: Metric): string | undefined {
    return this.byKey.get(metricKey(metric))?.series.unit;
  }

  /** Every metric that has values, in the order in which they first came. */
  get metrics(): readonly Metric[] {
    return this.metricsSince(-Infinity);
  }

  /** Every metric with a value of that time (milliseconds since the epoch) or later, in the order in which they first came. */
  metricsSince(time: number): readonly Metric[] {
    return [...this.byKey.values()].filter(({ series }) => series.newest >= time).map(({ metric }) => metric);
  }

  /** What it holds of all metrics: minutes and seconds as they came in, and what the packed minutes take. */
  get size(): { readonly open: number; readonly packedBytes: number } {
    const all = [...this.byKey.values()];
    return {
      open: all.reduce((sum, { series }) => sum + series.open, 0),
      packedBytes: all.reduce((sum, { series }) => sum + series.packedBytes, 0),
    };
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

  private age(): void {
    const now = this.now();
    this.agedAt = now;
    for (const [key, { series }] of this.byKey) {
      if (series.age(now)) continue;
      this.byKey.delete(key);
      series.isDropped = true;
    }
  }
}

function checkValue(metrics: readonly Metric[], timestamp: number, value: number | Sample): void {
  const number = typeof value === 'number' ? value : value.kind === 'value' ? value.value : value.totals.sum;
  if (Number.isFinite(number) && Number.isFinite(timestamp)) return;
  const names = metrics.map(metricKey).join(', ');
  throw new Error(`Metric ${names} must be recorded as a number at a time, got: ${number}, ${timestamp}.`);
}
