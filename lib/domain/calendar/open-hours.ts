import type { ClosedSpan } from './calendar';
import { momentIn, zoneNamed, type TimeZone } from './time-zone';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** From a time of the day until another, which is excluded: `09:00` to `17:30`, at the latest `24:00`. */
export interface HoursOfDay {
  readonly from: string;
  readonly to: string;
}

/** A day on which nobody works. */
export interface Holiday {
  /** Such as `2026-12-25`. */
  readonly date: string;
  /** @default 'a holiday' */
  readonly name?: string;
}

/** When a team releases, by the clock of one place. Data, so that each team has its own. */
export interface OpenHours {
  /** By its name in the IANA database, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** A day that is not there is closed as a whole. */
  readonly days: Readonly<Partial<Record<Weekday, readonly HoursOfDay[]>>>;
  /** @default - none */
  readonly holidays?: readonly Holiday[];
}

/** Monday to Friday, nine to five. */
export function officeHours(timeZone: string): OpenHours {
  const hours = [{ from: '09:00', to: '17:00' }];
  return {
    timeZone,
    days: { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours },
  };
}

const DAY_MS = 86_400_000;
/** Nobody plans further ahead, and holidays are not known for longer. */
const LONGEST_MS = 800 * DAY_MS;
/** How far beyond its window a time goes on at most; a team that is never open is closed for as long. */
const BEYOND_MS = 60 * DAY_MS;

/** What is wrong with the hours of a team; all of it. */
export function openHoursProblems({ timeZone, days, holidays = [] }: OpenHours): readonly string[] {
  return [
    ...(zoneNamed(timeZone)
      ? []
      : [`timeZone must be a name of the IANA database such as Europe/Berlin, got ${timeZone}`]),
    ...Object.keys(days)
      .filter((day) => !WEEKDAYS.some((known) => known === day))
      .map((day) => `days has ${day}; the days are ${WEEKDAYS.join(', ')}`),
    ...WEEKDAYS.flatMap((day) => (days[day] ?? []).flatMap((hours) => hoursProblems(day, hours))),
    ...holidays
      .filter(({ date }) => midnightOf(date) === undefined)
      .map(({ date }) => `a holiday must be a date such as 2026-12-25, got ${date}`),
  ];
}

function hoursProblems(day: Weekday, { from, to }: HoursOfDay): readonly string[] {
  const [begins, ends] = [timeOfDay(from), timeOfDay(to)];
  if (begins === undefined || ends === undefined)
    return [`the hours of ${day} must be times such as 09:00, got ${from} to ${to}`];
  return begins < ends ? [] : [`the hours of ${day} must end after they begin, got ${from} to ${to}`];
}

/**
 * The times within a window in which a team does not release, in order. What is closed at the end of the window is there until it
 * is open again.
 *
 * @param from milliseconds since the epoch
 * @param to excluded; milliseconds since the epoch
 * @throws RangeError with all problems where the hours are wrong, or the window is longer than 800 days
 */
export function closedOutside(hours: OpenHours, from: number, to: number): readonly ClosedSpan[] {
  const problems = openHoursProblems(hours);
  const zone = zoneNamed(hours.timeZone);
  if (problems.length > 0 || !zone) throw new RangeError(`The open hours are wrong: ${problems.join('; ')}.`);
  if (!(to - from <= LONGEST_MS)) throw new RangeError('Open hours are asked for 800 days at most.');
  const spans: ClosedSpan[] = [];
  // A day earlier: the first one may have begun on another date there.
  const first = Math.floor(from / DAY_MS - 1) * DAY_MS;
  for (let midnight = first; midnight <= to + BEYOND_MS; midnight += DAY_MS)
    for (const span of closedOn(hours, zone, midnight)) {
      const last = spans.at(-1);
      const goesOn = last?.end === span.start;
      if (span.end <= from) continue;
      if (span.start >= to && !goesOn) return spans;
      if (goesOn && last.name === span.name) spans.splice(-1, 1, { ...last, end: span.end });
      else spans.push(span);
    }
  return spans;
}

/** What is closed of one day. */
function closedOn({ days, holidays = [] }: OpenHours, zone: TimeZone, midnight: number): readonly ClosedSpan[] {
  const ends = midnight + DAY_MS;
  const closed = (from: number, to: number, name: string): ClosedSpan => ({
    start: momentIn(zone, from),
    end: momentIn(zone, to),
    name,
  });
  const holiday = holidays.find(({ date }) => midnightOf(date) === midnight);
  if (holiday) return [closed(midnight, ends, holiday.name ?? 'a holiday')];
  const weekday = (new Date(midnight).getUTCDay() + 6) % 7;
  const open = (days[WEEKDAYS[weekday] ?? 'sunday'] ?? [])
    .map(({ from, to }) => ({ from: midnight + (timeOfDay(from) ?? 0), to: midnight + (timeOfDay(to) ?? 0) }))
    .sort((a, b) => a.from - b.from);
  if (open.length === 0) return [closed(midnight, ends, weekday >= 5 ? 'the weekend' : 'off-hours')];
  const gaps: ClosedSpan[] = [];
  let at = midnight;
  for (const { from, to } of [...open, { from: ends, to: ends }]) {
    if (from > at) gaps.push(closed(at, from, 'off-hours'));
    at = Math.max(at, to);
  }
  return gaps.filter(({ start, end }) => start < end);
}

/** Milliseconds since midnight by the clock on the wall. */
function timeOfDay(text: string): number | undefined {
  const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(text) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  return hour !== undefined && Number(minute) < 60 && minutes <= 24 * 60 ? minutes * 60_000 : undefined;
}

function midnightOf(date: string): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return new Date(at).toString() !== 'Invalid Date' && new Date(at).toISOString().startsWith(date) ? at : undefined;
}
