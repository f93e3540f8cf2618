import { readBoundedText, utf8Text } from './bounded-text';
import { calendarEvent, type CalendarEvent } from './calendar/calendar-event';
import { definedZone, zoneDefinitions, type MomentIn, type ZoneOffsets } from './calendar/calendar-zone';
import { CalendarProblem, DAY_MS } from './calendar/calendar-values';
import { calendarComponents, type CalendarComponent } from './calendar/content-lines';
import { ExpansionTooLarge, spend, type ExpansionBudget } from './calendar/expansion-budget';
import { eventSpans, momentAt, type Expansion } from './calendar/event-spans';
import { DocumentError, type DocumentProblem } from './document-error';

/** What is asked of a calendar. */
export interface CalendarQuestion {
  /** Milliseconds since the epoch. */
  readonly from: number;
  /** Excluded. Milliseconds since the epoch. */
  readonly to: number;
  /** Where days, and times without a zone, are meant. */
  readonly zone: ZoneOffsets;
  /** The rule by which a clock's time is a moment: that of whoever asks, so that open hours and events go by one. */
  readonly momentIn: MomentIn;
  /** A zone of the IANA database; undefined where it has none of the name. */
  readonly zoneNamed: (name: string) => ZoneOffsets | undefined;
}

/** A time that an event of a calendar takes up, its end excluded. */
export interface CalendarSpan {
  /** Milliseconds since the epoch. */
  readonly start: number;
  /** Milliseconds since the epoch. */
  readonly end: number;
  /** What the event is called. Foreign text. */
  readonly name: string;
}

/** Calendars of whole companies have less, and one of freezes has some kilobytes. */
const LARGEST_BYTES = 5_000_000;
/** Steps of expanding rules, of all events together: a few seconds at the most. A year of real calendars takes some thousand. */
const WORK = 1_000_000;
/** To ask a zone costs as much as so many steps of a rule. */
const ZONE_WORK = 4;
/** To load one takes far more memory than to name it. */
const NEW_ZONE_WORK = 1000;

/**
 * Reads a calendar (RFC 5545) and says which times its events take up within a window, in order: recurring ones too, without
 * the instances that are excluded, and with those that were moved where they are now. What is cancelled, or leaves the time free
 * (`TRANSP:TRANSPARENT`), takes up none; some calendars write whole days so unless they are told that they are busy.
 *
 * The zone of a name is that of the IANA database, and the calendar's own definition where that has no such name. An instance at
 * a time that the clock is put forward over is kept, and begins by the offset before.
 *
 * @throws DocumentError where any of it cannot be read: of a calendar that is half understood nobody can say when it is free
 */
export function readCalendar(file: string, question: CalendarQuestion): readonly CalendarSpan[] {
  return calendarSpans(file, readBoundedText(file, LARGEST_BYTES), question);
}

/**
 * The same of the bytes of a calendar.
 *
 * @param file what it is called
 * @throws DocumentError as `readCalendar`
 */
export function calendarOfBytes(file: string, bytes: Uint8Array, question: CalendarQuestion): readonly CalendarSpan[] {
  return calendarSpans(file, utf8Text(file, bytes), question);
}

/**
 * Says which times the events of a calendar's text take up.
 *
 * @throws DocumentError as `readCalendar`
 */
export function calendarSpans(file: string, text: string, question: CalendarQuestion): readonly CalendarSpan[] {
  const problems: DocumentProblem[] = [];
  const spans: CalendarSpan[] = [];
  const budget = { left: WORK };
  const attempt: Attempt = (line, run) => {
    try {
      run();
    } catch (error) {
      const problem = (at: number, message: string) => ({ path: '', line: at, column: 1, message });
      if (error instanceof ExpansionTooLarge) throw new DocumentError(file, [problem(line, TOO_LARGE)]);
      if (!(error instanceof CalendarProblem)) throw error;
      problems.push(problem(error.line, error.message));
    }
  };
  const zone = costly(question.zone, budget);
  for (const calendar of calendarComponents(file, text))
    attempt(calendar.line, () => {
      const expansion = { ...question, zone, zoneNamed: zonesOf(calendar, question, budget), budget };
      const events: CalendarEvent[] = [];
      for (const component of calendar.components)
        attempt(component.line, () => {
          if (component.name === 'VEVENT') events.push(calendarEvent(component));
          else if (BUSY_OTHERWISE.has(component.name))
            throw new CalendarProblem(
              component.line,
              `${component.name} is not read, and may close something; write what it closes as events (VEVENT)`,
            );
        });
      for (const { event, replaced } of newestEvents(events, expansion, attempt))
        attempt(event.line, () => {
          if (!event.isBusy) return;
          for (const span of eventSpans(event, replaced, expansion))
            if (span.end > span.start) spans.push({ ...span, name: event.summary });
        });
    });
  if (problems.length > 0)
    throw new DocumentError(
      file,
      [...problems].sort((a, b) => a.line - b.line),
    );
  return spans.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** What says by other means than events when a time is taken (RFC 5545, section 3.6.4; RFC 7953). */
const BUSY_OTHERWISE: ReadonlySet<string> = new Set(['VFREEBUSY', 'VAVAILABILITY']);

/** Does what is about a line, and notes what is wrong with it. */
type Attempt = (line: number, run: () => void) => void;

const TOO_LARGE =
  'takes place more often than a calendar of freezes can, together with what is before it; write one longer event, or begin the rule later';

/** A zone that cannot be asked without end. */
function costly(zone: ZoneOffsets, budget: ExpansionBudget): ZoneOffsets {
  return {
    offsetAt(at) {
      spend(budget, ZONE_WORK);
      return zone.offsetAt(at);
    },
  };
}

interface NewestEvent {
  readonly event: CalendarEvent;
  /** Instances that others stand in for. */
  readonly replaced: ReadonlySet<number>;
}

/**
 * The newest version of each event, and of each instance that stands on its own. Where two claim to be the same one and nothing
 * says which is newer, as where somebody copied an event with its UID, both are there.
 */
function newestEvents(
  events: readonly CalendarEvent[],
  expansion: Expansion,
  attempt: Attempt,
): readonly NewestEvent[] {
  const newest = new Map<string, CalendarEvent[]>();
  const replaced = new Map<string, Set<number>>();
  for (const [index, event] of events.entries())
    attempt(event.line, () => {
      const { uid = `\n${index}`, replaces } = event;
      const instance = replaces && momentAt(replaces, event, expansion);
      if (instance !== undefined) replaced.set(uid, (replaced.get(uid) ?? new Set()).add(instance));
      const key = `${uid}\n${instance ?? ''}`;
      const known = newest.get(key);
      const order = known?.[0] ? compareAge(event, known[0]) : 1;
      if (order > 0) newest.set(key, [event]);
      else if (order === 0) known?.push(event);
    });
  return [...newest.values()].flat().map((event) => ({
    event,
    replaced: event.replaces || event.uid === undefined ? new Set() : (replaced.get(event.uid) ?? new Set()),
  }));
}

/** Above 0 where the first is the newer one, and 0 where nobody can tell. */
function compareAge(one: CalendarEvent, other: CalendarEvent): number {
  const bySequence = one.sequence - other.sequence;
  return bySequence === 0 ? Number(one.stamp > other.stamp) - Number(one.stamp < other.stamp) : bySequence;
}

/** Zones by name, each made when it is first named. */
function zonesOf(
  calendar: CalendarComponent,
  { to, zoneNamed }: CalendarQuestion,
  budget: ExpansionBudget,
): Expansion['zoneNamed'] {
  const definitions = zoneDefinitions(calendar);
  const made = new Map<string, ZoneOffsets>();
  return (name, line) => {
    const known = made.get(name);
    if (known) return known;
    spend(budget, NEW_ZONE_WORK);
    const zone = zoneNamed(name) ?? definedBy(definitions.get(name), to, budget);
    if (!zone)
      throw new CalendarProblem(
        line,
        `the time zone ${name.slice(0, 100)} is neither in the IANA database nor defined by a VTIMEZONE of the calendar`,
      );
    const counted = costly(zone, budget);
    made.set(name, counted);
    return counted;
  };
}

function definedBy(
  definition: CalendarComponent | undefined,
  to: number,
  budget: ExpansionBudget,
): ZoneOffsets | undefined {
  return definition && definedZone(definition, to + 2 * DAY_MS, budget);
}
