import { UsageError } from './usage-error';

const UNITS_MS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * A point in time as people give it: a day or a time, UTC where no zone is said, or how long ago, such as `30d`.
 *
 * @param now milliseconds since the epoch
 */
export function pointInTime(option: string, text: string, now: number): number {
  const [, amount, unit = ''] = /^(\d{1,4})([hdw])$/.exec(text) ?? [];
  if (amount !== undefined) return now - Number(amount) * (UNITS_MS[unit] ?? 0);
  const isTime = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?)?$/.test(text);
  const at = isTime ? Date.parse(/T.*(?:Z|[+-]\d\d:\d\d)$|^[^T]*$/.test(text) ? text : `${text}Z`) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new UsageError(
    `\`${option}\` must be a day such as 2026-01-31, a time such as 2026-01-31T09:00Z, or how long ago, such as 30d; got: ${text}`,
  );
}
