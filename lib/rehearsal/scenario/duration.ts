import * as v from 'valibot';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Longer than any release or pause; what is longer is a slip of the pen, and would be played for hours. */
const LONGEST_DAYS = 31;

/** A duration as text, such as `90s`, `12m` or `1h`; parsed to milliseconds. */
export const durationSchema = v.pipe(
  v.string(),
  v.regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, 'must be a duration such as 90s, 12m or 1h'),
  v.transform((text) => {
    const [, amount = '0', unit = 'ms'] = /^([\d.]+)([a-z]+)$/.exec(text) ?? [];
    return Number(amount) * (UNITS[unit] ?? 1);
  }),
  v.maxValue(LONGEST_DAYS * 86_400_000, `must be at most ${LONGEST_DAYS}d`),
);
