import { type Totals } from './statistic';

/** What is recorded at once: a value, some equal ones, or a set of which only the totals are known. */
export type Sample =
  | { readonly kind: 'value'; readonly value: number; readonly count: number }
  | { readonly kind: 'set'; readonly totals: Totals };

/**
 * A statistic set whose values must all be the same is as good as these values: percentiles are known of such sets, and
 * of no others (CloudWatch User Guide, "Statistics definitions", percentiles).
 */
export function sampleOfSet(totals: Totals): Sample {
  const { count, sum, minimum, maximum } = totals;
  return minimum === maximum && sum === minimum * count
    ? { kind: 'value', value: minimum, count }
    : { kind: 'set', totals };
}
