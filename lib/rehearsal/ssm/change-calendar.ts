import { expandRecurringEvent, sync, type VEvent } from 'node-ical';
import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';

/** From its start until before its end, in milliseconds since the epoch. */
interface Period {
  readonly start: number;
  readonly end: number;
}

/** A calendar of Change Calendar: what is in it is closed, or, where it is closed by default, open. */
export interface ChangeCalendar {
  readonly isOpenByDefault: boolean;
  readonly events: readonly VEvent[];
}

/** How far ahead the next change of a state is looked for in events that recur, in milliseconds: two years. */
const AHEAD_MS = 731 * 24 * 3_600_000;

const TYPE = /^X-CALENDAR-TYPE:(DEFAULT_OPEN|DEFAULT_CLOSED)[ \t]*\r?$/m;

/**
 * Reads the text of a calendar: Systems Manager User Guide, "AWS Systems Manager Change Calendar".
 *
 * @throws ApiError where it is no calendar
 * @throws NotEmulated at an event whose time depends on where it is read
 */
export function readCalendar(text: string, where: string): ChangeCalendar {
  const type = TYPE.exec(text)?.[1];
  if (type === undefined || !text.startsWith('BEGIN:VCALENDAR')) {
    throw new ApiError(
      'InvalidDocumentContent',
      'A change calendar is iCalendar text with X-CALENDAR-TYPE:DEFAULT_OPEN or DEFAULT_CLOSED.',
    );
  }
  const events = Object.values(sync.parseICS(text)).filter((entry) => entry?.type === 'VEVENT') as readonly VEvent[];
  for (const { datetype, start, summary } of events) {
    if (datetype !== 'date' && start.tz !== undefined) continue;
    const fix = 'Give it times in UTC (with Z) or with a TZID.';
    throw new NotEmulated(`The event ${JSON.stringify(summary)}, of whole days or of no time zone,`, where, fix);
  }
  return { isOpenByDefault: type === 'DEFAULT_OPEN', events };
}

/** Whether all of some calendars are open at a time, and when that changes next. AWS Systems Manager API Reference, GetCalendarState. */
export function calendarState(calendars: readonly ChangeCalendar[], at: number) {
  const all = calendars.map((calendar) => ({ ...calendar, periods: periodsOf(calendar, at) }));
  const isOpen = (time: number) =>
    all.every(
      ({ isOpenByDefault, periods }) => isOpenByDefault !== periods.some((one) => one.start <= time && time < one.end),
    );
  const now = isOpen(at);
  const changes = all.flatMap(({ periods }) => periods.flatMap(({ start, end }) => [start, end]));
  const next = changes.filter((time) => time > at && isOpen(time) !== now).sort((a, b) => a - b)[0];
  return { isOpen: now, ...(next === undefined ? {} : { nextTransition: next }) };
}

/** Those that are going on at a time or begin later. */
function periodsOf({ events }: ChangeCalendar, at: number): readonly Period[] {
  return events.flatMap((event) => {
    if (!event.rrule) return [{ start: event.start.getTime(), end: (event.end ?? event.start).getTime() }];
    const range = { from: new Date(at), to: new Date(at + AHEAD_MS), expandOngoing: true };
    return expandRecurringEvent(event, range).map(({ start, end }) => ({ start: start.getTime(), end: end.getTime() }));
  });
}
