import { type Totals } from './statistic';

/** Milliseconds. CloudWatch keeps the metrics of AWS services, Lambda's among them, by the minute. */
export const MINUTE_MS = 60_000;

/** The values a metric had within one minute. */
export class Minute implements Totals {
  count = 0;
  sum = 0;
  minimum = Infinity;
  maximum = -Infinity;
  /** The single values, for percentiles; `undefined` once they were let go. */
  samples: number[] | undefined = [];

  add(value: number): void {
    this.count += 1;
    this.sum += value;
    if (value < this.minimum) this.minimum = value;
    if (value > this.maximum) this.maximum = value;
    this.samples?.push(value);
  }
}
