import type { Period } from './history';

const DAY_MS = 24 * 3_600_000;
const WEEK_MS = 7 * DAY_MS;

/** A Monday, 00:00 UTC: 5 January 1970. Weeks begin on Mondays (ISO 8601). */
const FIRST_MONDAY = 4 * DAY_MS;

/** The weeks of a period; the first and the last may be parts of one. */
export function weeksWithin({ from, to }: Period): readonly Period[] {
  const weeks: Period[] = [];
  for (let begins = mondayOf(from); begins < to; begins += WEEK_MS) {
    weeks.push({ from: Math.max(begins, from), to: Math.min(begins + WEEK_MS, to) });
  }
  return weeks;
}

/** The name of a week by ISO 8601, such as `2026-W01`: the year is that of its Thursday. @param at any time of it */
export function weekName(at: number): string {
  const thursday = mondayOf(at) + 3 * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / WEEK_MS);
  return `${year}-W${String(week).padStart(2, '0')}`;
}

function mondayOf(at: number): number {
  return Math.floor((at - FIRST_MONDAY) / WEEK_MS) * WEEK_MS + FIRST_MONDAY;
}
