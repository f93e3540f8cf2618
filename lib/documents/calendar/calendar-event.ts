import {
  CalendarProblem,
  durationOf,
  timeOf,
  valuesOf,
  type CalendarDuration,
  type CalendarTime,
} from './calendar-values';
import { calendarText, type CalendarComponent, type CalendarProperty } from './content-lines';
import { recurrenceRule, type RecurrenceRule } from './recurrence-rule';

/** How long an event is, by the way that it says so. */
export type EventLength =
  | { readonly kind: 'until'; readonly end: CalendarTime }
  | { readonly kind: 'for'; readonly duration: CalendarDuration };

/** A time beside those of the rules, with a length of its own where it is a period. */
export interface ExtraTime {
  readonly time: CalendarTime;
  readonly length?: EventLength;
}

/** An event as a calendar has it. */
export interface CalendarEvent {
  readonly line: number;
  /** Missing where the calendar gives it none: then nothing else is about the same event. */
  readonly uid?: string;
  /** Foreign text. */
  readonly summary: string;
  readonly start: CalendarTime;
  readonly length: EventLength;
  readonly rules: readonly { readonly rule: RecurrenceRule; readonly line: number }[];
  readonly extra: readonly ExtraTime[];
  readonly excluded: readonly CalendarTime[];
  /** The instance that it stands in for. */
  readonly replaces?: CalendarTime;
  /** Neither cancelled nor said to leave the time free. */
  readonly isBusy: boolean;
  /** The higher one is the newer one. */
  readonly sequence: number;
  readonly stamp: string;
}

const ONCE = [
  'UID',
  'DTSTART',
  'DTEND',
  'DURATION',
  'RECURRENCE-ID',
  'STATUS',
  'TRANSP',
  'SEQUENCE',
  'DTSTAMP',
  'SUMMARY',
];

/** @throws CalendarProblem at what cannot be read of it */
export function calendarEvent({ properties, line }: CalendarComponent): CalendarEvent {
  const named = new Map<string, CalendarProperty>();
  for (const property of properties) {
    if (ONCE.includes(property.name) && named.has(property.name))
      throw new CalendarProblem(property.line, `${property.name} is there twice`);
    named.set(property.name, property);
  }
  const all = (name: string) => properties.filter((property) => property.name === name);
  const startProperty = named.get('DTSTART');
  if (!startProperty) throw new CalendarProblem(line, 'the event has no DTSTART: nobody knows when it is');
  const start = timeOf(startProperty);
  const [old] = all('EXRULE');
  if (old) throw new CalendarProblem(old.line, 'EXRULE is not read: iCalendar has given it up; write EXDATE');
  const replaced = named.get('RECURRENCE-ID');
  if (replaced?.parameters.RANGE !== undefined)
    throw new CalendarProblem(
      replaced.line,
      'RANGE is not read; end the rule with UNTIL, and let an event of its own go on from there',
    );
  const uid = named.get('UID')?.value.trim();
  return {
    line,
    ...(uid === undefined || uid === '' ? {} : { uid }),
    summary: calendarText(named.get('SUMMARY')?.value ?? '').trim() || 'an event without a name',
    start,
    length: lengthOf(start, named.get('DTEND'), named.get('DURATION')),
    rules: all('RRULE').map((property) => ({
      rule: recurrenceRule(property.value, property.line),
      line: property.line,
    })),
    extra: all('RDATE').flatMap((property) => valuesOf(property).map((value) => extraTime(property, value, start))),
    excluded: all('EXDATE').flatMap((property) => valuesOf(property).map((value) => alike(property, value, start))),
    ...(replaced ? { replaces: alike(replaced, replaced.value, start, true) } : {}),
    isBusy: !is(named.get('STATUS'), 'CANCELLED') && !is(named.get('TRANSP'), 'TRANSPARENT'),
    sequence: Number(/^\d{1,9}$/.exec(named.get('SEQUENCE')?.value.trim() ?? '')?.[0] ?? 0),
    stamp: named.get('DTSTAMP')?.value.trim() ?? '',
  };
}

function is(property: CalendarProperty | undefined, value: string): boolean {
  return property?.value.trim().toUpperCase() === value;
}

function lengthOf(start: CalendarTime, end?: CalendarProperty, duration?: CalendarProperty): EventLength {
  if (end && duration) throw new CalendarProblem(duration.line, 'DTEND and DURATION exclude each other');
  if (end) return { kind: 'until', end: alike(end, end.value, start) };
  if (duration) return { kind: 'for', duration: fitting(duration, durationOf(duration), start) };
  // Section 3.6.1: a day is as long as it is, and a time has no length.
  return { kind: 'for', duration: { days: start.kind === 'date' ? 1 : 0, ms: 0 } };
}

function fitting(property: CalendarProperty, duration: CalendarDuration, start: CalendarTime): CalendarDuration {
  if (start.kind === 'date' && duration.ms !== 0)
    throw new CalendarProblem(
      property.line,
      `${property.name} of an event of whole days must be days or weeks, got ${property.value}`,
    );
  return duration;
}

/** A date where the event has dates, and a time where it has times. A moved instance may change from one to the other. */
function alike(property: CalendarProperty, value: string, start: CalendarTime, isFree = false): CalendarTime {
  const time = timeOf(property, value);
  if (!isFree && (time.kind === 'date') !== (start.kind === 'date'))
    throw new CalendarProblem(
      property.line,
      `${property.name} is a ${time.kind === 'date' ? 'date' : 'time'}, and DTSTART is not: nobody knows what it is about`,
    );
  return time;
}

function extraTime(property: CalendarProperty, value: string, start: CalendarTime): ExtraTime {
  if (property.parameters.VALUE?.toUpperCase() !== 'PERIOD') return { time: alike(property, value, start) };
  const [from = '', to = ''] = value.split('/');
  const time = alike(property, from, start);
  if (/^\+?P/i.test(to)) return { time, length: { kind: 'for', duration: durationOf(property, to) } };
  return { time, length: { kind: 'until', end: alike(property, to, start) } };
}
