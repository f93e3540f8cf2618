/** So many of something in a time. */
export class Rate {
  /** So many each second, on average. */
  static perSecond(count: number): Rate {
    return new Rate(count, count * 60, 'second');
  }

  /** So many each minute, on average. */
  static perMinute(count: number): Rate {
    return new Rate(count, count, 'minute');
  }

  /** So many each hour, on average. */
  static perHour(count: number): Rate {
    return new Rate(count, count / 60, 'hour');
  }

  /** So many each day, on average. */
  static perDay(count: number): Rate {
    return new Rate(count, count / (24 * 60), 'day');
  }

  private constructor(
    private readonly count: number,
    /** The same rate, by the minute. */
    readonly countPerMinute: number,
    private readonly unit: string,
  ) {}

  /** As it was given, such as `50000 a day`. */
  toString(): string {
    return `${this.count} ${this.unit === 'hour' ? 'an' : 'a'} ${this.unit}`;
  }
}
