import { CalendarProblem, SECOND_MS, DAY_MS, wallTime, type WallTime } from './calendar-values';

export const FREQUENCIES = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** Days of the week from Monday on. */
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Until when a rule goes on, the moment itself included. */
export type Until = { readonly kind: 'wall'; readonly wall: WallTime } | { readonly kind: 'utc'; readonly at: number };

/** A weekday, and which one of its month or year: every one where it is 0, from the end where it is below. */
export interface RuleDay {
  /** 0 is Monday. */
  readonly weekday: number;
  readonly nth: number;
}

/** A recurrence rule (RFC 5545, section 3.3.10); a list that is empty says nothing. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count?: number;
  readonly until?: Until;
  /** 0 is Monday. */
  readonly weekStart: number;
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: readonly RuleDay[];
  readonly monthDays: readonly number[];
  readonly yearDays: readonly number[];
  readonly weeks: readonly number[];
  readonly months: readonly number[];
  readonly positions: readonly number[];
}

const LISTS = {
  BYSECOND: { from: 0, to: 60, isSigned: false },
  BYMINUTE: { from: 0, to: 59, isSigned: false },
  BYHOUR: { from: 0, to: 23, isSigned: false },
  BYMONTHDAY: { from: 1, to: 31, isSigned: true },
  BYYEARDAY: { from: 1, to: 366, isSigned: true },
  BYWEEKNO: { from: 1, to: 53, isSigned: true },
  BYMONTH: { from: 1, to: 12, isSigned: false },
  BYSETPOS: { from: 1, to: 366, isSigned: true },
} as const;

const PARTS = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY', ...Object.keys(LISTS)];

/** Every day of a year, and every second of a minute besides, takes less. */
const LONGEST_RULE = 4000;

/** @throws CalendarProblem where it is no rule, or says what no rule can say */
export function recurrenceRule(text: string, line: number): RecurrenceRule {
  const refuse = (message: string): never => {
    throw new CalendarProblem(line, `${message} (in the rule ${text.slice(0, 100)})`);
  };
  if (text.length > LONGEST_RULE) refuse(`the rule has more than ${LONGEST_RULE} characters`);
  const said = new Map<string, string>();
  for (const part of text.trim().toUpperCase().split(';').filter(Boolean)) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    if (!PARTS.includes(name))
      refuse(`unknown part ${name.slice(0, 50)}; the parts known here are ${PARTS.join(', ')}`);
    if (said.has(name)) refuse(`${name} is there twice`);
    said.set(name, value);
  }
  const whole = (name: string, fallback: number): number => {
    const value = said.get(name) ?? String(fallback);
    return /^[1-9]\d{0,8}$/.test(value)
      ? Number(value)
      : refuse(`${name} must be a whole number from 1 on, got ${value.slice(0, 50)}`);
  };
  const list = (name: keyof typeof LISTS): readonly number[] => {
    const { from, to, isSigned } = LISTS[name];
    const value = said.get(name);
    if (value === undefined) return [];
    const numbers = value.split(',').map((one) => (/^[+-]?\d{1,3}$/.test(one) ? Number(one) : Number.NaN));
    const areGood = numbers.every((one) => Math.abs(one) >= from && Math.abs(one) <= to && (isSigned || one >= 0));
    return areGood
      ? numbers
      : refuse(`${name} must be numbers from ${isSigned ? '±' : ''}${from} to ${to}, got ${value.slice(0, 50)}`);
  };
  const frequency =
    FREQUENCIES.find((one) => one === said.get('FREQ')) ??
    refuse(`FREQ must be one of ${FREQUENCIES.join(', ')}, got ${(said.get('FREQ') ?? 'none').slice(0, 50)}`);
  const weekStart = WEEKDAYS.indexOf(said.get('WKST') ?? 'MO');
  if (weekStart < 0) refuse(`WKST must be one of ${WEEKDAYS.join(', ')}`);
  const until = untilOf(said.get('UNTIL'), refuse);
  const rule: RecurrenceRule = {
    frequency,
    interval: whole('INTERVAL', 1),
    ...(said.has('COUNT') ? { count: whole('COUNT', 1) } : {}),
    ...(until ? { until } : {}),
    weekStart,
    // A leap second is the last one of its minute.
    seconds: list('BYSECOND').map((one) => Math.min(one, 59)),
    minutes: list('BYMINUTE'),
    hours: list('BYHOUR'),
    days: daysOf(said.get('BYDAY'), refuse),
    monthDays: list('BYMONTHDAY'),
    yearDays: list('BYYEARDAY'),
    weeks: list('BYWEEKNO'),
    months: list('BYMONTH'),
    positions: list('BYSETPOS'),
  };
  const problem = contradictionIn(rule);
  return problem === undefined ? rule : refuse(problem);
}

function contradictionIn(rule: RecurrenceRule): string | undefined {
  const { frequency, days, monthDays, yearDays, weeks, positions, count, until } = rule;
  const isNumbered = days.some(({ nth }) => nth !== 0);
  const others = [rule.seconds, rule.minutes, rule.hours, days, monthDays, yearDays, weeks, rule.months];
  const wrong: readonly (readonly [boolean, string])[] = [
    [count !== undefined && until !== undefined, 'COUNT and UNTIL exclude each other'],
    [weeks.length > 0 && frequency !== 'YEARLY', 'BYWEEKNO goes with FREQ=YEARLY alone'],
    [yearDays.length > 0 && /^(DAILY|WEEKLY|MONTHLY)$/.test(frequency), `BYYEARDAY does not go with FREQ=${frequency}`],
    [monthDays.length > 0 && frequency === 'WEEKLY', 'BYMONTHDAY does not go with FREQ=WEEKLY'],
    [isNumbered && !/^(MONTHLY|YEARLY)$/.test(frequency), `BYDAY with a number does not go with FREQ=${frequency}`],
    [isNumbered && weeks.length > 0, 'BYDAY with a number does not go with BYWEEKNO'],
    [positions.length > 0 && others.every(({ length }) => length === 0), 'BYSETPOS needs another BY… to choose from'],
  ];
  return wrong.find(([is]) => is)?.[1];
}

function daysOf(value: string | undefined, refuse: (message: string) => never): readonly RuleDay[] {
  if (value === undefined) return [];
  return value.split(',').map((one) => {
    const [, nth = '', name = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(one) ?? [];
    const weekday = WEEKDAYS.indexOf(name);
    const isGood = weekday >= 0 && (nth === '' || (Number(nth) !== 0 && Math.abs(Number(nth)) <= 53));
    return isGood
      ? { weekday, nth: Number(nth) }
      : refuse(`BYDAY must be days such as MO or -1FR, got ${one.slice(0, 50)}`);
  });
}

/** A date includes the whole of its day. */
function untilOf(value: string | undefined, refuse: (message: string) => never): Until | undefined {
  if (value === undefined) return undefined;
  const [, date = '', time, isUtc] = /^(\d{8})(?:T(\d{6})(Z?))?$/.exec(value) ?? [];
  const wall =
    wallTime(date, time) ??
    refuse(`UNTIL must be a date or a time such as 20261224T180000Z, got ${value.slice(0, 50)}`);
  if (time === undefined) return { kind: 'wall', wall: wall + DAY_MS - SECOND_MS };
  return isUtc === 'Z' ? { kind: 'utc', at: wall } : { kind: 'wall', wall };
}
