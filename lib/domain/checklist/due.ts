import * as v from 'valibot';

/** When an item is due, counted from T. */
export interface Due {
  /** As it is written, such as `T-24h`. */
  readonly text: string;
  /** In milliseconds from T: below 0 before it. */
  readonly offsetMs: number;
}

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const PATTERN = /^T(?:-0|([+-])([1-9]\d{0,3})([mhd]))$/;
const EXPECTED = 'must be a time from the start of the release, such as T-24h, T-0 or T+15m';

/** T is when the release starts: before it is what it needs to start, after it what is looked at once all traffic has moved. */
export const dueSchema = v.pipe(
  v.string(EXPECTED),
  v.regex(PATTERN, ({ received }) => `${EXPECTED}, got ${received}`),
  v.transform((text): Due => {
    const [, sign, count = '0', unit = 'm'] = PATTERN.exec(text) ?? [];
    return { text, offsetMs: Number(count) * (UNITS_MS[unit] ?? 0) * (sign === '-' ? -1 : 1) };
  }),
);

/** A time as it is written; undefined where it is none. */
export function readDue(text: string): Due | undefined {
  const { success, output } = v.safeParse(dueSchema, text);
  return success ? output : undefined;
}

/** Whether it is about what is live, once all traffic has moved. */
export function isAfterRelease({ offsetMs }: Due): boolean {
  return offsetMs > 0;
}
