import { type Totals } from './statistic';

/** Values, and how often each came. */
export interface Values {
  each(visit: (value: number, count: number) => void): void;
}

/** What is kept of a stretch of time. */
export interface Kept extends Totals {
  /** `undefined` where only totals came in, whose single values nobody knows. */
  readonly singleValues: Values | undefined;
}

/** What is kept of some stretches of time together. */
export function together(parts: readonly Kept[]): Kept {
  const values = parts.map(({ singleValues }) => singleValues);
  const known = values.filter((one) => one !== undefined);
  return {
    count: parts.reduce((count, part) => count + part.count, 0),
    sum: parts.reduce((sum, part) => sum + part.sum, 0),
    minimum: parts.reduce((minimum, part) => Math.min(minimum, part.minimum), Infinity),
    maximum: parts.reduce((maximum, part) => Math.max(maximum, part.maximum), -Infinity),
    singleValues:
      known.length < values.length
        ? undefined
        : {
            each: (visit) => {
              for (const one of known) one.each(visit);
            },
          },
  };
}
