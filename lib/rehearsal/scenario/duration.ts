import * as v from 'valibot';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Longer than any release or pause; what is longer is a slip of the pen, and would be played for hours. */
const LONGEST_DAYS = 31;
const LONGEST_MS = LONGEST_DAYS * 86_400_000;

/** A duration as text, such as `90s`, `12m` or `1h`; parsed to milliseconds. */
export const durationSchema = v.pipe(
  v.string(),
  v.regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, 'must be a duration such as 90s, 12m or 1h'),
  v.transform(milliseconds),
  v.maxValue(LONGEST_MS, `must be at most ${LONGEST_DAYS}d`),
);

/** A duration that may be below zero, such as `-8m`: before, where another would be after. */
export const signedDurationSchema = v.pipe(
  v.string(),
  v.regex(/^-?\d+(\.\d+)?(ms|s|m|h|d)$/, 'must be a duration such as 90s, 12m or -8m'),
  v.transform(milliseconds),
  v.minValue(-LONGEST_MS, `must be at least -${LONGEST_DAYS}d`),
  v.maxValue(LONGEST_MS, `must be at most ${LONGEST_DAYS}d`),
);

function milliseconds(text: string): number {
  const [, amount = '0', unit = 'ms'] = /^(-?[\d.]+)([a-z]+)$/.exec(text) ?? [];
  return Number(amount) * (UNITS[unit] ?? 1);
}
