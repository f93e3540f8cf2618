import { MINUTE_MS, SECOND_MS } from './resolution';

const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Milliseconds for which values are kept by the second. */
export const SECONDS_KEPT_MS = 3 * HOUR_MS;

/** Milliseconds for which anything is kept at all. */
export const KEPT_MS = 455 * DAY_MS;

/**
 * Milliseconds of which a period must be a multiple, so that there is data of that age: of every second for three hours, by
 * the minute for 15 days, by five minutes for 63 days, and by the hour for 455 days (CloudWatch API Reference,
 * GetMetricStatistics, Period).
 *
 * @param ageMs milliseconds since the start of the period
 * @returns `undefined` where nothing is kept
 */
export function finestPeriodMs(ageMs: number): number | undefined {
  if (ageMs <= SECONDS_KEPT_MS) return SECOND_MS;
  if (ageMs <= 15 * DAY_MS) return MINUTE_MS;
  if (ageMs <= 63 * DAY_MS) return 5 * MINUTE_MS;
  return ageMs <= KEPT_MS ? HOUR_MS : undefined;
}
