/**
 * A percentile rank by CloudWatch's name: the percent of the values in a range, such as `PR(:300)`, `PR(100:2000)` or
 * `PR(100:)`.
 */
export type PercentileRank = `PR(${string}:${string})`;

/** Values above the one and up to the other. */
export interface ValueRange {
  readonly above: number;
  readonly upTo: number;
}

const BOUND = String.raw`(\d+(?:\.\d{1,10})?)?`;
const FORM = new RegExp(String.raw`^PR\(${BOUND}:${BOUND}\)$`);

export function isPercentileRank(text: string): text is PercentileRank {
  return rangeOf(text) !== undefined;
}

/**
 * The values that a percentile rank counts: its lower bound is not among them, its upper bound is. One bound may be left
 * out (CloudWatch User Guide, "CloudWatch statistics definitions").
 *
 * @returns `undefined` of what is no percentile rank
 */
export function rangeOf(text: string): ValueRange | undefined {
  const [name, above, upTo] = FORM.exec(text) ?? [];
  if (name === undefined || (above === undefined && upTo === undefined)) return undefined;
  const range = { above: Number(above ?? -Infinity), upTo: Number(upTo ?? Infinity) };
  return range.above < range.upTo ? range : undefined;
}
