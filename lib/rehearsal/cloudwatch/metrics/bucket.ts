import { type Kept } from './kept';
import { type Sample } from './sample';
import { SingleValues } from './single-values';
import { type Totals } from './statistic';

/** The values a metric had within one minute, or within one second where it is of high resolution. */
export class Bucket implements Kept {
  count = 0;
  sum = 0;
  minimum = Infinity;
  maximum = -Infinity;
  private readonly values = new SingleValues();
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
    this.values.add(value, count);
  }

  get singleValues(): SingleValues | undefined {
    return this.hasUnknownValues ? undefined : this.values;
  }

  private addTotals({ count, sum, minimum, maximum }: Totals): void {
    this.count += count;
    this.sum += sum;
    this.minimum = Math.min(this.minimum, minimum);
    this.maximum = Math.max(this.maximum, maximum);
  }
}
