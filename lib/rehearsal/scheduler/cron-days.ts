import { parseCronField, parseCronValue, type CronFieldRange } from './cron-field';

/** Whether a day of the calendar is meant. Months and days count from 1. */
export type DayRule = (year: number, month: number, day: number) => boolean;

const DAY_OF_MONTH: CronFieldRange = { name: 'day-of-month', from: 1, to: 31 };
/** AWS counts the days of the week from 1, Sunday. */
const DAY_OF_WEEK: CronFieldRange = {
  name: 'day-of-week',
  from: 1,
  to: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};

/** Day-of-month with `L`, the last day, and `3W`, the weekday nearest to the third. */
export function parseDayOfMonth(text: string): DayRule | undefined {
  if (text === 'L') return (year, month, day) => day === lengthOfMonth(year, month);
  const weekday = /^(\d+)W$/.exec(text)?.[1];
  if (weekday !== undefined) {
    const wanted = parseCronValue(weekday, DAY_OF_MONTH);
    return wanted === undefined ? undefined : (year, month, day) => day === nearestWeekday(year, month, wanted);
  }
  const days = parseCronField(text, DAY_OF_MONTH);
  return days && ((_year, _month, day) => days.has(day));
}

/** Day-of-week with `L`, Saturday, `5L`, the last Thursday of the month, and `3#2`, its second Tuesday. */
export function parseDayOfWeek(text: string): DayRule | undefined {
  if (text === 'L') return (year, month, day) => dayOfWeek(year, month, day) === DAY_OF_WEEK.to;
  const last = /^(\w+)L$/.exec(text)?.[1];
  if (last !== undefined) {
    const wanted = parseCronValue(last, DAY_OF_WEEK);
    if (wanted === undefined) return undefined;
    return (year, month, day) =>
      dayOfWeek(year, month, day) === wanted && day + DAY_OF_WEEK.to > lengthOfMonth(year, month);
  }
  const [, name, nth] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  if (name !== undefined) {
    const wanted = parseCronValue(name, DAY_OF_WEEK);
    if (wanted === undefined) return undefined;
    return (year, month, day) =>
      dayOfWeek(year, month, day) === wanted && Math.ceil(day / DAY_OF_WEEK.to) === Number(nth);
  }
  const days = parseCronField(text, DAY_OF_WEEK);
  return days && ((year, month, day) => days.has(dayOfWeek(year, month, day)));
}

export function lengthOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function dayOfWeek(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

/** Never leaves the month: where the nearest weekday is in another, it is the next one inside. */
function nearestWeekday(year: number, month: number, wanted: number): number {
  const length = lengthOfMonth(year, month);
  if (wanted > length) return 0;
  switch (dayOfWeek(year, month, wanted)) {
    case 1:
      return wanted < length ? wanted + 1 : wanted - 2;
    case 7:
      return wanted > 1 ? wanted - 1 : wanted + 2;
    default:
      return wanted;
  }
}
