import { DAY_MS, dayOf, type WallTime } from './calendar-values';
import type { ExpansionRange } from './expansion-range';
import type { RecurrenceRule } from './recurrence-rule';
import { modulo, weekdayOf } from './weekdays';

/** The days of each year, month or week, or single days, by the interval. */
export function* daySets(
  rule: RecurrenceRule,
  start: WallTime,
  { from, last }: ExpansionRange,
): Generator<readonly WallTime[]> {
  const { frequency, interval, weekStart, months } = rule;
  const first = new Date(start);
  const near = new Date(Math.max(from, start));
  if (frequency === 'YEARLY' || frequency === 'MONTHLY') {
    const length = frequency === 'YEARLY' ? 12 : 1;
    const monthOf = (date: Date) => date.getUTCFullYear() * 12 + (length === 1 ? date.getUTCMonth() : 0);
    const step = length * interval;
    // One period too early harms nothing.
    const skipped = Math.max(0, Math.floor((monthOf(near) - monthOf(first)) / step) - 1);
    for (let month = monthOf(first) + skipped * step; ; month += step) {
      if (monthBegins(month) > last) return;
      // Most rules of a year name its months, and no other day can match.
      if (length === 1 || months.length === 0) yield daysFrom(monthBegins(month), monthBegins(month + length));
      else
        yield [...new Set(months)]
          .sort((a, b) => a - b)
          .flatMap((one) => daysFrom(monthBegins(month + one - 1), monthBegins(month + one)));
    }
  }
  const midnight = start - modulo(start, DAY_MS);
  const isWeekly = frequency === 'WEEKLY';
  const begin = isWeekly ? midnight - modulo(weekdayOf(start) - weekStart, 7) * DAY_MS : midnight;
  const length = isWeekly ? 7 * DAY_MS : DAY_MS;
  const step = frequency === 'DAILY' || isWeekly ? length * interval : DAY_MS;
  const skipped = Math.max(0, Math.floor((near.getTime() - begin) / step) - 1);
  for (let day = begin + skipped * step; day <= last; day += step) yield daysFrom(day, day + length);
}

/** @param month months since year 0 */
function monthBegins(month: number): WallTime {
  return dayOf(Math.floor(month / 12), (month % 12) + 1, 1);
}

function daysFrom(from: WallTime, to: WallTime): readonly WallTime[] {
  return Array.from({ length: Math.round((to - from) / DAY_MS) }, (_, index) => from + index * DAY_MS);
}

/** Whether a day is one that a rule names. */
export function isDayOf(rule: RecurrenceRule, day: WallTime): boolean {
  const { months, monthDays, yearDays, weeks, days } = rule;
  const date = new Date(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
  if (months.length > 0 && !months.includes(month)) return false;
  const ofMonth = { from: dayOf(year, month, 1), to: dayOf(year, month + 1, 1) };
  const ofYear = { from: dayOf(year, 1, 1), to: dayOf(year + 1, 1, 1) };
  if (monthDays.length > 0 && !isPlace(monthDays, day, ofMonth)) return false;
  if (yearDays.length > 0 && !isPlace(yearDays, day, ofYear)) return false;
  if (weeks.length > 0 && !isInWeeks(rule, day)) return false;
  if (days.length === 0) return true;
  const within = rule.frequency === 'MONTHLY' || months.length > 0 ? ofMonth : ofYear;
  return days.some(
    ({ weekday, nth }) => weekday === weekdayOf(day) && (nth === 0 || nth === nthOf(day, within, nth > 0)),
  );
}

interface Span {
  readonly from: WallTime;
  readonly to: WallTime;
}

/** Whether a day has one of the places, which count from the end where they are below 0. */
function isPlace(places: readonly number[], day: WallTime, { from, to }: Span): boolean {
  return places.includes((day - from) / DAY_MS + 1) || places.includes((day - to) / DAY_MS);
}

/** Which of its weekday a day is. */
function nthOf(day: WallTime, { from, to }: Span, isForward: boolean): number {
  return isForward ? Math.floor((day - from) / DAY_MS / 7) + 1 : -Math.floor((to - DAY_MS - day) / DAY_MS / 7) - 1;
}

/**
 * Weeks as of ISO 8601, but for the day they begin with. Those of the year that the period is about: a day that belongs to a
 * week of the year before or after is found in its own calendar year, by that week.
 */
function isInWeeks({ weeks, weekStart }: RecurrenceRule, day: WallTime): boolean {
  const begins = day - modulo(weekdayOf(day) - weekStart, 7) * DAY_MS;
  // A week belongs to the year that has four of its days.
  const year = new Date(begins + 3 * DAY_MS).getUTCFullYear();
  const [first, next] = [firstWeek(year, weekStart), firstWeek(year + 1, weekStart)];
  const count = Math.round((next - first) / DAY_MS / 7);
  const number = Math.round((begins - first) / DAY_MS / 7) + 1;
  return weeks.includes(number) || weeks.includes(number - count - 1);
}

function firstWeek(year: number, weekStart: number): WallTime {
  const fourth = dayOf(year, 1, 4);
  return fourth - modulo(weekdayOf(fourth) - weekStart, 7) * DAY_MS;
}
