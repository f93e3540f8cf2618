import { type Sample } from './sample';
import { SingleValues } from './single-values';
import { type Percentile, type Totals } from './statistic';

/** The values a metric had within one minute, or within one second where it is of high resolution. */
export class Bucket implements Totals {
  count = 0;
  sum = 0;
  minimum = Infinity;
  maximum = -Infinity;
  /** For percentiles; `undefined` once they were let go. */
  private values: SingleValues | undefined = new SingleValues();
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
    this.values?.add(value, count);
  }

  letGoOfValues(): void {
    this.values = undefined;
  }

  get keepsValues(): boolean {
    return this.values !== undefined;
  }

  /** The percentile of some buckets together; `undefined` where single values were never known. */
  static percentile(buckets: readonly Bucket[], percentile: Percentile): number | undefined {
    if (buckets.some((bucket) => bucket.hasUnknownValues)) return undefined;
    return SingleValues.percentile(
      buckets.flatMap(({ values }) => values ?? []),
      percentile,
    );
  }

  private addTotals({ count, sum, minimum, maximum }: Totals): void {
    this.count += count;
    this.sum += sum;
    this.minimum = Math.min(this.minimum, minimum);
    this.maximum = Math.max(this.maximum, maximum);
  }
}
