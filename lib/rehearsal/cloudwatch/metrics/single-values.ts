import { percentileOf, weightedPercentileOf, type Percentile } from './statistic';

/** The single values of a stretch of time, and how often each came: what a percentile needs to know. */
export class SingleValues {
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

  /** The percentile of some of these together. */
  static percentile(all: readonly SingleValues[], percentile: Percentile): number {
    if (!all.some(({ isWeighted }) => isWeighted)) return percentileOf(inOrder(all), percentile);
    return weightedPercentileOf(
      all.flatMap(({ values, first }) => values ?? [first]),
      all.flatMap(({ counts, values, total }) => counts ?? values?.map(() => 1) ?? [total]),
      percentile,
    );
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
