/** A time zone of the IANA database, by the tables that come with the runtime. */
export interface TimeZone {
  /**
   * How far its clocks are before those of Greenwich, in milliseconds.
   *
   * @param at milliseconds since the epoch
   */
  offsetAt(at: number): number;
}

const DAY_MS = 86_400_000;

/** @returns undefined where the database has no zone of the name, such as `Europe/Berlin` */
export function zoneNamed(name: string): TimeZone | undefined {
  // Offsets are zones to some runtimes and not to others.
  const format = /^[A-Za-z]/.test(name) ? formatOf(name) : undefined;
  return format && offsetsByDay((at) => offsetOf(format, at));
}

/** Days whose offsets are kept: more than any calendar has of interest. */
const MOST_DAYS = 20_000;

/** Looks up a day once: where its offset is the same at both ends, its clocks did not change. */
function offsetsByDay(offsetOfMoment: (at: number) => number): TimeZone {
  const days = new Map<number, number | 'changes'>();
  return {
    offsetAt(at) {
      const day = Math.floor(at / DAY_MS);
      let known = days.get(day);
      if (known === undefined) {
        const [first, last] = [offsetOfMoment(day * DAY_MS), offsetOfMoment((day + 1) * DAY_MS)];
        known = first === last ? first : 'changes';
        if (days.size >= MOST_DAYS) days.clear();
        days.set(day, known);
      }
      return known === 'changes' ? offsetOfMoment(at) : known;
    },
  };
}

function offsetOf(format: Intl.DateTimeFormat, at: number): number {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
  const wall = new Date(0);
  wall.setUTCFullYear(year, part('month') - 1, part('day'));
  wall.setUTCHours(part('hour'), part('minute'), part('second'));
  return wall.getTime() - Math.floor(at / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
}

/**
 * When a clock of the zone shows a time, in milliseconds since the epoch: the first time where it shows it twice. A time that the
 * clock is put forward over counts by the offset before.
 *
 * @param wall what the clock shows, in milliseconds since the epoch as if the zone were Greenwich
 */
export function momentIn(zone: TimeZone, wall: number): number {
  const before = wall - zone.offsetAt(wall - DAY_MS);
  const after = wall - zone.offsetAt(wall + DAY_MS);
  const shows = (at: number) => at + zone.offsetAt(at) === wall;
  return [before, after].sort((a, b) => a - b).find(shows) ?? before;
}
