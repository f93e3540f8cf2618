/** What a clock on the wall shows. Months and days count from 1. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const DAY_MS = 86_400_000;

/** A time zone of the IANA database, by the tables that come with Node.js. */
export class TimeZone {
  /** None for UTC, whose times need no tables: they take long to load. */
  private readonly format: Intl.DateTimeFormat | undefined;

  /** Throws a `RangeError` where there is no such zone. */
  constructor(name: string) {
    if (name === 'UTC') return;
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** @param time milliseconds since the epoch */
  local(time: number): LocalTime {
    if (!this.format) return utcTime(new Date(time));
    const parts = new Map(this.format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    return {
      year: part('year'),
      month: part('month'),
      day: part('day'),
      hour: part('hour'),
      minute: part('minute'),
      second: part('second'),
    };
  }

  /**
   * When a clock shows a time, in milliseconds since the epoch: the first time where it shows it twice, undefined
   * where the clock is put forward over it.
   */
  instant(local: LocalTime): number | undefined {
    const asUtc = utc(local);
    // The zone's offsets a day before and a day after: a change of the clock lies between them, if there is one.
    const candidates = [asUtc - DAY_MS, asUtc + DAY_MS].map((near) => asUtc - (utc(this.local(near)) - near));
    return candidates.sort((a, b) => a - b).find((candidate) => utc(this.local(candidate)) === asUtc);
  }
}

function utcTime(date: Date): LocalTime {
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

function utc({ year, month, day, hour, minute, second }: LocalTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
