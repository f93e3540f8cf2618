import type { PlannedTimes } from '../domain/calendar/calendar';
import {
  calendarFileQuestion,
  type CalendarFiles,
  type CalendarReading,
  type CalendarSource,
  type ChangeCalendars,
  type ReadCalendarFile,
  type TimeWindow,
} from '../domain/calendar/calendar-source';
import { errorText } from '../domain/release/error-text';
import { inTime } from './in-time';
import { seeChangeCalendar } from './see-change-calendar';

/** By what calendars are read: the opener's, or those of whoever looks ahead. */
export interface CalendarPorts {
  readonly changeCalendars: ChangeCalendars;
  readonly calendarFiles: CalendarFiles;
  readonly readCalendarFile: ReadCalendarFile;
}

/** So long a calendar is waited for, in milliseconds; the opener has a minute. */
const READING_MS = 20_000;

/**
 * What calendars close while a release is under way, by their names. What cannot be read says why: that is for whoever judges.
 * A name that the platform does not have is left out.
 */
export async function readClosings(
  names: readonly string[],
  known: Readonly<Record<string, CalendarSource>>,
  { now, bakeEnds }: PlannedTimes,
  ports: CalendarPorts,
): Promise<Readonly<Record<string, CalendarReading>>> {
  const window = { from: now, to: Math.max(bakeEnds, now + 1) };
  const readings = await Promise.all(
    names.map(async (name) => {
      const source = Object.hasOwn(known, name) ? known[name] : undefined;
      return source ? [[name, await readingOf(name, source, window, ports)] as const] : [];
    }),
  );
  return Object.fromEntries(readings.flat());
}

async function readingOf(
  name: string,
  source: CalendarSource,
  window: TimeWindow,
  ports: CalendarPorts,
): Promise<CalendarReading> {
  const done = await inTime(spansOf(name, source, window, ports), READING_MS, 'It was not read');
  // What is wrong with a file may be many lines: the first says where to look.
  return 'value' in done
    ? { spans: done.value }
    : {
        problem: errorText(
          done.error.name === 'Error' ? undefined : done.error.name,
          done.error.message.split('\n')[0],
        ),
      };
}

async function spansOf(name: string, source: CalendarSource, window: TimeWindow, ports: CalendarPorts) {
  return source.kind === 'ssm'
    ? seeChangeCalendar({ name, document: source.document }, window, ports.changeCalendars)
    : ports.readCalendarFile(name, await ports.calendarFiles.read(source), calendarFileQuestion(source, window));
}
