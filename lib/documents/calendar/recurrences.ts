import type { WallTime } from './calendar-values';
import { spend } from './expansion-budget';
import type { ExpansionRange } from './expansion-range';
import type { Frequency, RecurrenceRule } from './recurrence-rule';
import { daySets, isDayOf } from './rule-days';
import { timePeriods, timesOf } from './rule-times';
import { weekdayOf } from './weekdays';

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
    else
      for (const day of matching) for (const times of timePeriods(rule, start, day, range)) yield chosen(rule, times);
  }
}

/** Those of a period that BYSETPOS leaves. */
function chosen({ positions }: RecurrenceRule, instances: readonly WallTime[]): readonly WallTime[] {
  if (positions.length === 0) return instances;
  return instances.filter((_, index) => positions.includes(index + 1) || positions.includes(index - instances.length));
}
