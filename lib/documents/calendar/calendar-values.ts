import type { CalendarProperty } from './content-lines';

export const SECOND_MS = 1000;
export const DAY_MS = 86_400_000;

/** What a clock on the wall shows, in milliseconds since the epoch as if the wall were in Greenwich. */
export type WallTime = number;

/** A day, a time of a clock on a wall, or a time everywhere. */
export type CalendarTime =
  | { readonly kind: 'date'; readonly wall: WallTime }
  /** Without a zone it is the same everywhere, and another moment in each place. */
  | { readonly kind: 'wall'; readonly wall: WallTime; readonly zone?: string }
  | { readonly kind: 'utc'; readonly at: number };

/** Days are as long as the clock makes them, times are exact (RFC 5545, section 3.3.6). */
export interface CalendarDuration {
  readonly days: number;
  readonly ms: number;
}

/** Something in a calendar that cannot be read, with its place. */
export class CalendarProblem extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/** @throws CalendarProblem where it is no date or time */
export function timeOf(property: CalendarProperty, value = property.value): CalendarTime {
  const { parameters, name, line } = property;
  const [, date = '', time, isUtc] = /^(\d{8})(?:T(\d{6})(Z?))?$/i.exec(value.trim()) ?? [];
  const wall = wallTime(date, time);
  const isDate = parameters.VALUE?.toUpperCase() === 'DATE';
  if (wall === undefined || isDate !== (time === undefined))
    throw new CalendarProblem(
      line,
      `${name} must be ${isDate ? 'a date such as 20261224' : 'a time such as 20261224T180000, or say VALUE=DATE'}, got ${value.slice(0, 50)}`,
    );
  if (isDate) return { kind: 'date', wall };
  if (isUtc !== '') return { kind: 'utc', at: wall };
  const zone = parameters.TZID;
  return { kind: 'wall', wall, ...(zone === undefined ? {} : { zone }) };
}

/** Several values with commas between them. */
export function valuesOf({ value }: CalendarProperty): readonly string[] {
  return value.split(',').map((one) => one.trim());
}

/** @returns undefined where there is no such day or time */
export function wallTime(date: string, time = '000000'): WallTime | undefined {
  if (!/^\d{8}$/.test(date)) return undefined;
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(4, 6)), Number(date.slice(6, 8))];
  const [hour, minute, second] = [Number(time.slice(0, 2)), Number(time.slice(2, 4)), Number(time.slice(4, 6))];
  const midnight = dayOf(year, month, day);
  const back = new Date(midnight);
  const isDay = back.getUTCMonth() === month - 1 && back.getUTCDate() === day && year >= 1;
  if (!isDay || hour > 23 || minute > 59 || second > 60) return undefined;
  // A leap second is the last one of its minute.
  return midnight + ((hour * 60 + minute) * 60 + Math.min(second, 59)) * SECOND_MS;
}

/** Midnight of a day. Unlike `Date.UTC`, years below 100 are what they say. */
export function dayOf(year: number, month: number, day: number): WallTime {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

/** @throws CalendarProblem where it is no duration, or runs backwards */
export function durationOf({ value, line, name }: CalendarProperty, text = value): CalendarDuration {
  const [, weeks, days, hours, minutes, seconds] =
    /^\+?P(?:(\d{1,5})W|(?=\d|T\d)(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?)$/i.exec(
      text.trim(),
    ) ?? noDuration(line, name, text);
  const [w, d, h, m, s] = [weeks, days, hours, minutes, seconds].map((one) => Number(one ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { days: w * 7 + d, ms: ((h * 60 + m) * 60 + s) * SECOND_MS };
}

function noDuration(line: number, name: string, text: string): never {
  throw new CalendarProblem(
    line,
    `${name} must be a duration such as PT4H or P2D that does not run backwards, got ${text.slice(0, 50)}`,
  );
}
