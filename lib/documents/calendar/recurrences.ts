import { DAY_MS, dayOf, SECOND_MS, type WallTime } from './calendar-values';
import type { Frequency, RecurrenceRule } from './recurrence-rule';

/** How much work is left; what expands takes from it, so that no calendar costs more. */
export interface ExpansionBudget {
  left: number;
}

/** A calendar that would take more work than anybody's does. */
export class ExpansionTooLarge extends Error {}

/** Where to look, and how far. */
export interface ExpansionRange {
  /** Instances before need not be given: what is counted is counted all the same. */
  readonly from: WallTime;
  /** The last one that may be given; whoever asks has held it against the end of the rule. */
  readonly last: WallTime;
  readonly budget: ExpansionBudget;
}

/**
 * The instances of a rule from a start on, in order, by the clock on the wall: the start itself is always the first
 * (RFC 5545, section 3.8.5.3). It goes period by period, and ends with the range whatever the rule says, so that a rule which
 * never comes true, such as one of 30 February, ends too.
 */
export function* recurrences(rule: RecurrenceRule, start: WallTime, range: ExpansionRange): Generator<WallTime> {
  const { last } = range;
  let left = rule.count ?? Infinity;
  if (start <= last) yield start;
  left -= 1;
  const counted = rule.count === undefined ? range : { ...range, from: start };
  for (const period of periods(completed(rule, start), start, counted)) {
    for (const instance of period) {
      if (instance <= start) continue;
      if (instance > last || left <= 0) return;
      left -= 1;
      yield instance;
    }
  }
}

/** What a rule does not say is said by its start. */
function completed(rule: RecurrenceRule, start: WallTime): RecurrenceRule {
  const date = new Date(start);
  const { frequency } = rule;
  const atMost = (unit: Frequency) => RANK[frequency] <= RANK[unit];
  const saysDays = [rule.weeks, rule.yearDays, rule.monthDays, rule.days].some(({ length }) => length > 0);
  const weekday = [{ weekday: weekdayOf(start), nth: 0 }];
  const or = <T>(said: readonly T[], isMissing: boolean, fallback: readonly T[]) =>
    said.length > 0 || !isMissing ? said : fallback;
  return {
    ...rule,
    months: or(rule.months, frequency === 'YEARLY' && !saysDays, [date.getUTCMonth() + 1]),
    monthDays: or(rule.monthDays, atMost('MONTHLY') && !saysDays, [date.getUTCDate()]),
    days: or(
      rule.days,
      (frequency === 'WEEKLY' && !saysDays) ||
        (rule.weeks.length > 0 && rule.yearDays.length + rule.monthDays.length === 0),
      weekday,
    ),
    hours: or(rule.hours, atMost('DAILY'), [date.getUTCHours()]),
    minutes: or(rule.minutes, atMost('HOURLY'), [date.getUTCMinutes()]),
    seconds: or(rule.seconds, atMost('MINUTELY'), [date.getUTCSeconds()]),
  };
}

const RANK: Readonly<Record<Frequency, number>> = {
  YEARLY: 0,
  MONTHLY: 1,
  WEEKLY: 2,
  DAILY: 3,
  HOURLY: 4,
  MINUTELY: 5,
  SECONDLY: 6,
};

/** The instances of each period in which there may be one. */
function* periods(rule: RecurrenceRule, start: WallTime, range: ExpansionRange): Generator<readonly WallTime[]> {
  const { budget } = range;
  for (const days of daySets(rule, start, range)) {
    spend(budget, days.length);
    const matching = days.filter((day) => isDayOf(rule, day));
    if (matching.length === 0) continue;
    if (RANK[rule.frequency] <= RANK.DAILY)
      yield chosen(
        rule,
        matching.flatMap((day) => timesOf(rule, day, budget)),
      );
    else for (const day of matching) yield* timePeriods(rule, start, day, range);
  }
}

/** The days of each year, month or week, or single days, by the interval. */
function* daySets(
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

function isDayOf(rule: RecurrenceRule, day: WallTime): boolean {
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

/** The times of a day that a rule names, in order. */
function timesOf(
  { hours, minutes, seconds }: RecurrenceRule,
  day: WallTime,
  budget: ExpansionBudget,
): readonly WallTime[] {
  spend(budget, hours.length * minutes.length * seconds.length);
  const times = hours.flatMap((hour) =>
    minutes.flatMap((minute) => seconds.map((second) => day + ((hour * 60 + minute) * 60 + second) * SECOND_MS)),
  );
  return [...new Set(times)].sort((a, b) => a - b);
}

/** The periods within a day of a rule that goes by hours, minutes or seconds. */
function* timePeriods(
  rule: RecurrenceRule,
  start: WallTime,
  day: WallTime,
  { from, last, budget }: ExpansionRange,
): Generator<readonly WallTime[]> {
  const { frequency, hours, minutes, seconds } = rule;
  const unit = frequency === 'HOURLY' ? 3600 * SECOND_MS : frequency === 'MINUTELY' ? 60 * SECOND_MS : SECOND_MS;
  const step = unit * rule.interval;
  const begin = start - modulo(start, unit);
  const earliest = Math.max(day, begin, Math.min(from - step, last));
  const is = (said: readonly number[], value: number) => said.length === 0 || said.includes(value);
  for (
    let period = begin + Math.ceil((earliest - begin) / step) * step;
    period < day + DAY_MS && period <= last;
    period += step
  ) {
    spend(budget, 1);
    const date = new Date(period);
    if (!is(hours, date.getUTCHours())) continue;
    if (frequency !== 'HOURLY' && !is(minutes, date.getUTCMinutes())) continue;
    if (frequency === 'SECONDLY' && !is(seconds, date.getUTCSeconds())) continue;
    const within = {
      ...rule,
      hours: [date.getUTCHours()],
      minutes: frequency === 'HOURLY' ? minutes : [date.getUTCMinutes()],
      seconds: frequency === 'SECONDLY' ? [date.getUTCSeconds()] : seconds,
    };
    yield chosen(rule, timesOf(within, day, budget));
  }
}

/** Those of a period that BYSETPOS leaves. */
function chosen({ positions }: RecurrenceRule, instances: readonly WallTime[]): readonly WallTime[] {
  if (positions.length === 0) return instances;
  return instances.filter((_, index) => positions.includes(index + 1) || positions.includes(index - instances.length));
}

/** 0 is Monday. */
function weekdayOf(time: WallTime): number {
  return modulo(new Date(time).getUTCDay() - 1, 7);
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

/** @throws ExpansionTooLarge where there is not as much left */
export function spend(budget: ExpansionBudget, work: number): void {
  budget.left -= work;
  if (budget.left < 0) throw new ExpansionTooLarge();
}
