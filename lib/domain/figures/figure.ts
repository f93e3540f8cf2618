import { medianInterval, medianOf } from '../statistics/median-interval';
import { poissonInterval } from '../statistics/poisson-interval';
import type { Interval } from '../statistics/proportion-interval';
import { wilsonInterval } from '../statistics/wilson-interval';

/** What is not known is `unknown`, and never 0. */
export type Value = number | 'unknown';

/** One figure of a stretch of time. */
export interface Measured {
  readonly value: Value;
  /** Between these bounds with 95 % confidence. */
  readonly interval?: Interval | undefined;
  /** Between what it must be, where some releases' part in it is not known. No upper bound is left out. */
  readonly between?: { readonly least: number; readonly most?: number } | undefined;
  /** Of how many releases, or other things, it is. */
  readonly of: number;
  /** For how many more it is not known. */
  readonly unknownFor: number;
  /** What it is made of. */
  readonly parts?: Readonly<Record<string, number>> | undefined;
}

/**
 * The median of what is known.
 *
 * @param independent how many of the values are independent of each other, where they come in groups
 */
export function medianFigure(values: readonly number[], unknownFor: number, independent = values.length): Measured {
  const interval = medianInterval(values, independent);
  return {
    value: medianOf(values) ?? 'unknown',
    ...(interval ? { interval } : {}),
    of: values.length,
    unknownFor,
  };
}

/**
 * A share. Where some may or may not be hits, it is not known: to leave them out would make it better than it is.
 *
 * @param perhaps how many may be hits, and be among all those; `counted` where they are among them in any case
 */
export function shareFigure(
  hits: number,
  of: number,
  perhaps: { readonly hits: number; readonly counted: boolean } = { hits: 0, counted: true },
): Measured {
  const unknownFor = perhaps.hits;
  if (unknownFor === 0) {
    return of === 0
      ? { value: 'unknown', of, unknownFor, parts: { hits } }
      : { value: hits / of, interval: wilsonInterval(hits, of), of, unknownFor, parts: { hits } };
  }
  const all = perhaps.counted ? of : of + unknownFor;
  const least = of === 0 ? 0 : hits / of;
  return { value: 'unknown', between: { least, most: (hits + unknownFor) / all }, of, unknownFor, parts: { hits } };
}

const WEEK_MS = 7 * 24 * 3_600_000;

export function weeksOf({ from, to }: { readonly from: number; readonly to: number }): number {
  return (to - from) / WEEK_MS;
}

/** How many there were in a week. */
export function weeklyFigure(count: number, weeks: number): Measured {
  const { lower, upper } = poissonInterval(count);
  return weeks > 0
    ? { value: count / weeks, interval: { lower: lower / weeks, upper: upper / weeks }, of: count, unknownFor: 0 }
    : { value: 'unknown', of: count, unknownFor: 0 };
}

/**
 * A sum. Where a part of it is not known, all of it is not.
 *
 * @param mostMore how much those may add that it is not known for; nobody knows where it is left out
 */
export function sumFigure(
  sum: number,
  of: number,
  { unknownFor = 0, mostMore, parts }: { unknownFor?: number; mostMore?: number; parts?: Measured['parts'] } = {},
): Measured {
  const said = { of, unknownFor, ...(parts ? { parts } : {}) };
  if (unknownFor === 0) return { value: sum, ...said };
  const most = mostMore === undefined ? {} : { most: sum + mostMore };
  return { value: 'unknown', between: { least: sum, ...most }, ...said };
}
