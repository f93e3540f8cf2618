import * as v from 'valibot';
import type { ClosedSpan } from './calendar';
import { momentIn, zoneNamed, type TimeZone } from './time-zone';

const text = v.pipe(v.string(), v.nonEmpty());

/** What a platform calls one of its calendars: it is told, and squads name it. */
export const calendarNameSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be letters, digits, dots, hyphens and underscores'),
  v.maxLength(64, 'must be 64 characters at most'),
);

/** What is wrong with such a name, as the end of a sentence; undefined where nothing is. */
export function calendarNameProblem(name: string): string | undefined {
  const { success, issues } = v.safeParse(calendarNameSchema, name);
  return success ? undefined : issues[0].message;
}

/** Where a calendar is kept. */
export const calendarSourceSchema = v.variant('kind', [
  /** A document of Systems Manager of the type `ChangeCalendar`, by its name or its ARN. */
  v.strictObject({ kind: v.literal('ssm'), document: text }),
  /** An iCalendar file in S3. Its whole days, and its times without a zone, are meant in this one. */
  v.strictObject({ kind: v.literal('file'), bucket: text, key: text, timeZone: text }),
]);

export type CalendarSource = v.InferOutput<typeof calendarSourceSchema>;
export type CalendarFile = Extract<CalendarSource, { kind: 'file' }>;

/** More than a calendar of a whole company has, in bytes; what is longer is not read. */
export const MOST_CALENDAR_BYTES = 5_000_000;

/** What is wrong with the name of a zone, as the end of a sentence; undefined where nothing is. */
export function timeZoneProblem(timeZone: string): string | undefined {
  return zoneNamed(timeZone) ? undefined : 'must be a name of the IANA database such as Europe/Berlin';
}

/** A part of time. Milliseconds since the epoch. */
export interface TimeWindow {
  readonly from: number;
  /** Excluded. */
  readonly to: number;
}

/** What became of reading a calendar. */
export type CalendarReading =
  | { readonly spans: readonly ClosedSpan[] }
  /** Why it could not be read, as the end of a sentence. */
  | { readonly problem: string };

/** Whether a change calendar is open at a moment, and when that changes next. */
export interface ChangeCalendarState {
  readonly isOpen: boolean;
  /** Milliseconds since the epoch; missing where it never does, as far as is known. */
  readonly changesAt?: number;
}

/** The change calendars of Systems Manager. */
export interface ChangeCalendars {
  /** @param at milliseconds since the epoch, of which whole seconds count */
  state(document: string, at: number): Promise<ChangeCalendarState>;
}

/** Where iCalendar files are kept. */
export interface CalendarFiles {
  /** @throws Error where it has more than `MOST_CALENDAR_BYTES` */
  read(file: CalendarFile): Promise<Uint8Array>;
}

/** What is asked of an iCalendar file, with the clocks that it is read by. */
export interface CalendarFileQuestion extends TimeWindow {
  /** Where days, and times without a zone, are meant. */
  readonly zone: TimeZone;
  readonly momentIn: (zone: TimeZone, wall: number) => number;
  readonly zoneNamed: (name: string) => TimeZone | undefined;
}

/**
 * Reads what an iCalendar file closes within a window.
 *
 * @throws Error where any of it cannot be read
 */
export type ReadCalendarFile = (
  name: string,
  bytes: Uint8Array,
  question: CalendarFileQuestion,
) => readonly ClosedSpan[];

/** How a window is asked for, where days are meant in a zone. */
export function calendarFileQuestion(
  { timeZone }: Pick<CalendarFile, 'timeZone'>,
  window: TimeWindow,
): CalendarFileQuestion {
  const zone = zoneNamed(timeZone);
  if (!zone) throw new RangeError(`The time zone of the calendar ${timeZoneProblem(timeZone) ?? ''}, got ${timeZone}.`);
  return { ...window, zone, momentIn, zoneNamed };
}
