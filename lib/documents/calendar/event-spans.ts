import { wallAt, type MomentIn, type ZoneOffsets } from './calendar-zone';
import { CalendarProblem, DAY_MS, type CalendarTime, type WallTime } from './calendar-values';
import type { CalendarEvent, EventLength } from './calendar-event';
import type { RecurrenceRule } from './recurrence-rule';
import { spend, type ExpansionBudget } from './expansion-budget';
import { recurrences } from './recurrences';

/** A time that an event takes up, its end excluded. Milliseconds since the epoch. */
export interface EventSpan {
  readonly start: number;
  readonly end: number;
}

/** What the expansion of an event needs to know. */
export interface Expansion {
  /** Spans that end no later than this may be left out. Milliseconds since the epoch. */
  readonly from: number;
  /** Spans that begin at this or later are left out. */
  readonly to: number;
  /** Where times without a zone, and days, are meant. */
  readonly zone: ZoneOffsets;
  readonly momentIn: MomentIn;
  /** @throws CalendarProblem where there is none of the name */
  readonly zoneNamed: (name: string, line: number) => ZoneOffsets;
  readonly budget: ExpansionBudget;
}

/** No change of a clock, and no difference between zones, is larger. */
const LEEWAY_MS = 2 * DAY_MS;
/** To keep a span costs as much as so many steps of a rule. */
const SPAN_WORK = 4;

/**
 * When an event takes place within a window.
 *
 * @param replaced the beginnings of those instances that other events stand in for, in milliseconds since the epoch
 * @throws CalendarProblem where it ends before it begins; ExpansionTooLarge where it takes place more often than anything does
 */
export function eventSpans(
  event: CalendarEvent,
  replaced: ReadonlySet<number>,
  expansion: Expansion,
): readonly EventSpan[] {
  const { start, line } = event;
  const zone = zoneOf(start, event, expansion);
  const wall = start.kind === 'utc' ? start.at : start.wall;
  const ends = endingOf(start, event.length, event, expansion);
  const longest = ends(wall).end - expansion.momentIn(zone, wall);
  if (longest < 0) throw new CalendarProblem(line, 'the event ends before it begins');
  const gone = new Set([...event.excluded.map((time) => momentAt(time, event, expansion)), ...replaced]);
  const spans = new Map<number, EventSpan>();
  const add = (span: EventSpan) => {
    spend(expansion.budget, SPAN_WORK);
    const known = spans.get(span.start);
    if (span.end > expansion.from && span.start < expansion.to && !gone.has(span.start) && (known?.end ?? 0) < span.end)
      spans.set(span.start, span);
  };
  const range = {
    from: wallAt(zone, expansion.from - longest - LEEWAY_MS),
    budget: expansion.budget,
  };
  add(ends(wall));
  for (const { rule } of event.rules) {
    const last = Math.min(wallAt(zone, expansion.to), lastOf(rule, zone));
    for (const instance of recurrences(rule, wall, { ...range, last })) if (instance >= range.from) add(ends(instance));
  }
  for (const { time, length } of event.extra) {
    const at = time.kind === 'utc' ? time.at : time.wall;
    const span = endingOf(time, length ?? event.length, event, expansion, length ? undefined : start)(at);
    if (span.end < span.start) throw new CalendarProblem(line, 'a period of RDATE ends before it begins');
    add(span);
  }
  return [...spans.values()];
}

/** The moment that a time means; a day means its midnight. */
export function momentAt(time: CalendarTime, event: CalendarEvent, expansion: Expansion): number {
  return time.kind === 'utc' ? time.at : expansion.momentIn(zoneOf(time, event, expansion), time.wall);
}

function zoneOf(time: CalendarTime, { line }: CalendarEvent, { zone, zoneNamed }: Expansion): ZoneOffsets {
  if (time.kind === 'utc') return GREENWICH;
  return time.kind === 'wall' && time.zone !== undefined ? zoneNamed(time.zone, line) : zone;
}

const GREENWICH: ZoneOffsets = { offsetAt: () => 0 };

/**
 * The span of an instance by its beginning. One that is given by its end is as long in every instance, to the second; one of
 * days, or given by a duration, ends by the clock on the wall (section 3.8.5.3).
 *
 * @param of the time whose end it is, where that is another
 */
function endingOf(
  time: CalendarTime,
  length: EventLength,
  event: CalendarEvent,
  expansion: Expansion,
  of: CalendarTime = time,
): (wall: WallTime) => EventSpan {
  const zone = zoneOf(time, event, expansion);
  const { momentIn } = expansion;
  const { days, ms } =
    length.kind === 'for'
      ? length.duration
      : length.end.kind === 'date' && of.kind === 'date'
        ? { days: (length.end.wall - of.wall) / DAY_MS, ms: 0 }
        : { days: 0, ms: momentAt(length.end, event, expansion) - momentAt(of, event, expansion) };
  return (wall) => {
    const start = momentIn(zone, wall);
    return { start, end: (days === 0 ? start : momentIn(zone, wall + days * DAY_MS)) + ms };
  };
}

function lastOf({ until }: RecurrenceRule, zone: ZoneOffsets): WallTime {
  if (until === undefined) return Infinity;
  return until.kind === 'utc' ? wallAt(zone, until.at) : until.wall;
}
