import { type Sample } from './sample';
import { percentileOf, type Percentile, type Totals } from './statistic';

/** The values a metric had within one minute, or within one second where it is of high resolution. */
export class Bucket implements Totals {
  count = 0;
  sum = 0;
  minimum = Infinity;
  maximum = -Infinity;
  /** Single values and how often each came, for percentiles; `undefined` once they were let go. */
  private values: number[] | undefined = [];
  private counts: number[] | undefined;
  /** Whether a statistic set came in, whose single values nobody knows. */
  private hasUnknownValues = false;

  add(sample: Sample): void {
    if (sample.kind === 'value') {
      this.addValue(sample.value, sample.count);
      return;
    }
    this.addTotals(sample.totals);
    this.hasUnknownValues = true;
  }

  addValue(value: number, count: number): void {
    this.count += count;
    this.sum += value * count;
    if (value < this.minimum) this.minimum = value;
    if (value > this.maximum) this.maximum = value;
    if (!this.values) return;
    // Counts are kept from the first one on that is not 1: metrics of services never have any.
    if (count !== 1) this.counts ??= this.values.map(() => 1);
    this.counts?.push(count);
    this.values.push(value);
  }

  letGoOfValues(): void {
    this.values = undefined;
    this.counts = undefined;
  }

  get keepsValues(): boolean {
    return this.values !== undefined;
  }

  /** The percentile of some buckets together; `undefined` where single values were never known. */
  static percentile(buckets: readonly Bucket[], percentile: Percentile): number | undefined {
    if (buckets.some((bucket) => bucket.hasUnknownValues)) return undefined;
    const values = buckets.flatMap((bucket) => bucket.values ?? []);
    const weighted = buckets.some((bucket) => bucket.counts);
    return percentileOf(
      values,
      percentile,
      weighted ? buckets.flatMap((bucket) => bucket.counts ?? bucket.values?.map(() => 1) ?? []) : undefined,
    );
  }

  private addTotals({ count, sum, minimum, maximum }: Totals): void {
    this.count += count;
    this.sum += sum;
    this.minimum = Math.min(this.minimum, minimum);
    this.maximum = Math.max(this.maximum, maximum);
  }
}
