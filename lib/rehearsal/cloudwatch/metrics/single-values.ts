import { type Values } from './kept';
import { percentileOf, weightedPercentileOf, type Percentile } from './statistic';

/** The single values of a stretch of time, and how often each came: what a percentile needs to know. */
export class SingleValues implements Values {
  private first = 0;
  private total = 0;
  /** Every value; missing as long as all are equal, which counts and errors mostly are. */
  private values: number[] | undefined;
  /** How often each of them came; missing as long as all came once. */
  private counts: number[] | undefined;
  private isWeighted = false;
  private isEmpty = true;
  /** The values in ascending order; missing until a percentile asks for them, and again when the next value comes. */
  private sorted: Float64Array | undefined;

  add(value: number, count: number): void {
    if (this.isEmpty) this.first = value;
    else if (!this.values && value !== this.first) this.tellApart();
    if (count !== 1) {
      this.isWeighted = true;
      if (this.values) this.counts ??= this.values.map(() => 1);
    }
    this.values?.push(value);
    this.counts?.push(count);
    this.total += count;
    this.isEmpty = false;
    this.sorted = undefined;
  }

  /** The percentile of some values together. */
  static percentile(all: readonly Values[], percentile: Percentile): number {
    const single = all.flatMap((values) => (values instanceof SingleValues && !values.isWeighted ? [values] : []));
    if (single.length === all.length) return percentileOf(inOrder(single), percentile);
    const values: number[] = [];
    const counts: number[] = [];
    for (const some of all) {
      some.each((value, count) => {
        values.push(value);
        counts.push(count);
      });
    }
    return weightedPercentileOf(values, counts, percentile);
  }

  each(visit: (value: number, count: number) => void): void {
    const { counts, first, isEmpty, total, values } = this;
    if (values) for (const [position, value] of values.entries()) visit(value, counts?.[position] ?? 1);
    else if (!isEmpty) visit(first, total);
  }

  /** Each value as often as it came. A minute is read many times once it is over, but sorted only once. */
  inOrder(): Float64Array {
    this.sorted ??= this.values ? new Float64Array(this.values).sort() : new Float64Array(this.total).fill(this.first);
    return this.sorted;
  }

  private tellApart(): void {
    this.values = this.isWeighted ? [this.first] : new Array<number>(this.total).fill(this.first);
    if (this.isWeighted) this.counts = [this.total];
  }
}

function inOrder(all: readonly SingleValues[]): Float64Array {
  const parts = all.map((values) => values.inOrder());
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  const joined = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let filled = 0;
  for (const part of parts) {
    joined.set(part, filled);
    filled += part.length;
  }
  return joined.sort();
}
