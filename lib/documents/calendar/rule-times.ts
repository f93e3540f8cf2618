import { DAY_MS, SECOND_MS, type WallTime } from './calendar-values';
import { spend, type ExpansionBudget } from './expansion-budget';
import type { ExpansionRange } from './expansion-range';
import type { RecurrenceRule } from './recurrence-rule';
import { modulo } from './weekdays';

/** The times of a day that a rule names, in order. */
export function timesOf(
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
export function* timePeriods(
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
    yield timesOf(within, day, budget);
  }
}
