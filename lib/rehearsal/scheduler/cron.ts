import { lengthOfMonth, parseDayOfMonth, parseDayOfWeek, type DayRule } from './cron-days';
import { parseCronField, type CronFieldRange } from './cron-field';
import type { TimeZone } from './time-zone';

/** A cron expression of AWS: what is between its parentheses, parsed. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
  readonly onDay: DayRule;
}

const MINUTE: CronFieldRange = { name: 'minutes', from: 0, to: 59 };
const HOUR: CronFieldRange = { name: 'hours', from: 0, to: 23 };
const MONTH: CronFieldRange = {
  name: 'month',
  from: 1,
  to: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
const YEAR: CronFieldRange = { name: 'year', from: 1970, to: 2199 };

/** EventBridge Scheduler User Guide, "Cron-based schedules". Undefined where AWS would refuse the expression. */
export function parseCron(text: string): Cron | undefined {
  const fields = text.trim().split(/\s+/);
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  if (fields.length !== 6) return undefined;
  const minutes = parseCronField(minute, MINUTE);
  const hours = parseCronField(hour, HOUR);
  const months = parseCronField(month, MONTH);
  const years = parseCronField(year, YEAR);
  const onDay = parseDay(dayOfMonth, dayOfWeek);
  if (!minutes || !hours || !months || !years || !onDay) return undefined;
  const ascending = (values: ReadonlySet<number>) => [...values].sort((a, b) => a - b);
  return { minutes: ascending(minutes), hours: ascending(hours), months, years, onDay };
}

/**
 * The first time after another, in milliseconds since the epoch; undefined where there is none any more. A time that the
 * clock is put forward over is left out, and one that it shows twice counts once ("Daylight savings time").
 */
export function nextCronTime(cron: Cron, after: number, zone: TimeZone): number | undefined {
  const start = zone.local(after);
  for (let year = start.year; year <= YEAR.to; year++) {
    if (!cron.years.has(year)) continue;
    for (let month = year === start.year ? start.month : 1; month <= MONTH.to; month++) {
      if (!cron.months.has(month)) continue;
      const firstDay = year === start.year && month === start.month ? start.day : 1;
      for (let day = firstDay; day <= lengthOfMonth(year, month); day++) {
        if (!cron.onDay(year, month, day)) continue;
        const time = firstOfDay(cron, { year, month, day }, after, zone);
        if (time !== undefined) return time;
      }
    }
  }
  return undefined;
}

/** AWS wants `?` in one of the two fields, and something else in the other. */
function parseDay(dayOfMonth: string, dayOfWeek: string): DayRule | undefined {
  if (dayOfWeek === '?' && dayOfMonth !== '?') return parseDayOfMonth(dayOfMonth);
  if (dayOfMonth === '?' && dayOfWeek !== '?') return parseDayOfWeek(dayOfWeek);
  return undefined;
}

function firstOfDay(
  { hours, minutes }: Cron,
  day: { readonly year: number; readonly month: number; readonly day: number },
  after: number,
  zone: TimeZone,
): number | undefined {
  for (const hour of hours) {
    for (const minute of minutes) {
      const time = zone.instant({ ...day, hour, minute, second: 0 });
      if (time !== undefined && time > after) return time;
    }
  }
  return undefined;
}
