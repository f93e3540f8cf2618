import { calendarText, type CalendarComponent, type CalendarProperty } from './content-lines';
import { CalendarProblem, SECOND_MS, timeOf, valuesOf, type WallTime } from './calendar-values';
import { recurrenceRule } from './recurrence-rule';
import type { ExpansionBudget } from './expansion-budget';
import { recurrences } from './recurrences';

/** How far the clocks of a place are before those of Greenwich. */
export interface ZoneOffsets {
  /**
   * @param at milliseconds since the epoch
   * @returns milliseconds; below 0 in the west
   */
  offsetAt(at: number): number;
}

/**
 * When a clock on the wall shows a time, in milliseconds since the epoch: the first time where it shows it twice. Where it is
 * put forward over the time, the time counts by the offset before (RFC 5545, section 3.3.5).
 */
export type MomentIn = (zone: ZoneOffsets, wall: WallTime) => number;

/** What the clock shows at a moment. */
export function wallAt(zone: ZoneOffsets, at: number): WallTime {
  return at + zone.offsetAt(at);
}

interface Onset {
  readonly at: number;
  readonly offset: number;
}

/**
 * The zone that a calendar defines (RFC 5545, section 3.6.5).
 *
 * @param until the last moment that anybody asks for, in milliseconds since the epoch
 * @throws CalendarProblem where it defines none
 */
export function definedZone(component: CalendarComponent, until: number, budget: ExpansionBudget): ZoneOffsets {
  const observances = component.components.filter(({ name }) => name === 'STANDARD' || name === 'DAYLIGHT');
  if (observances.length === 0)
    throw new CalendarProblem(component.line, 'VTIMEZONE has neither STANDARD nor DAYLIGHT: it says no offset');
  const parsed = observances.map((observance) => onsetsOf(observance, until, budget));
  const onsets = parsed.flatMap(({ onsets: some }) => some).sort((a, b) => a.at - b.at);
  const first = parsed.reduce((one, other) => (other.begins < one.begins ? other : one));
  return {
    offsetAt(at) {
      let [low, high] = [0, onsets.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((onsets[middle]?.at ?? 0) <= at) low = middle + 1;
        else high = middle;
      }
      return onsets[low - 1]?.offset ?? first.offsetBefore;
    },
  };
}

function onsetsOf(
  observance: CalendarComponent,
  until: number,
  budget: ExpansionBudget,
): { readonly begins: number; readonly offsetBefore: number; readonly onsets: readonly Onset[] } {
  const one = (name: string): CalendarProperty => {
    const found = observance.properties.find((property) => property.name === name);
    if (!found) throw new CalendarProblem(observance.line, `${observance.name} has no ${name}`);
    return found;
  };
  const offset = offsetOf(one('TZOFFSETTO'));
  const offsetBefore = offsetOf(one('TZOFFSETFROM'));
  const startProperty = one('DTSTART');
  const start = timeOf(startProperty);
  if (start.kind !== 'wall') throw new CalendarProblem(startProperty.line, 'DTSTART of a zone must be a local time');
  const walls = new Set<WallTime>([start.wall]);
  for (const { name, value, line } of observance.properties) {
    if (name !== 'RRULE') continue;
    const rule = recurrenceRule(value, line);
    const end = rule.until?.kind === 'utc' ? rule.until.at + offsetBefore : (rule.until?.wall ?? Infinity);
    // Outlook has zones begin in 1601; what they did before computers counted seconds closes nothing.
    const range = { from: Math.max(start.wall, 0), last: Math.min(until + offsetBefore, end), budget };
    for (const wall of recurrences(rule, start.wall, range)) walls.add(wall);
  }
  for (const property of observance.properties) {
    if (property.name !== 'RDATE') continue;
    for (const value of valuesOf(property)) {
      const time = timeOf(property, value);
      walls.add(time.kind === 'utc' ? time.at + offsetBefore : time.wall);
    }
  }
  return { begins: start.wall, offsetBefore, onsets: [...walls].map((wall) => ({ at: wall - offsetBefore, offset })) };
}

function offsetOf({ value, line, name }: CalendarProperty): number {
  const [, sign, hours, minutes, seconds] = /^([+-])(\d{2})([0-5]\d)([0-5]\d)?$/.exec(value.trim()) ?? [];
  if (sign === undefined)
    throw new CalendarProblem(line, `${name} must be an offset such as +0100, got ${value.slice(0, 50)}`);
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0)) * SECOND_MS;
  return sign === '-' ? -ms : ms;
}

/** The zones that calendars define, by their names. */
export function zoneDefinitions(calendar: CalendarComponent): ReadonlyMap<string, CalendarComponent> {
  return new Map(
    calendar.components
      .filter(({ name }) => name === 'VTIMEZONE')
      .map((component) => {
        const name = component.properties.find((property) => property.name === 'TZID');
        if (!name) throw new CalendarProblem(component.line, 'VTIMEZONE has no TZID: nothing can name it');
        return [calendarText(name.value), component] as const;
      }),
  );
}
