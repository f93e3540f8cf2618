import { Token } from 'aws-cdk-lib';

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

  /** The same rate, by the minute. */
  readonly countPerMinute: number;

  private constructor(
    private readonly count: number,
    countPerMinute: number,
    private readonly unit: string,
  ) {
    // What exists only once deployed is nothing to reckon with, and has to stay known as such.
    this.countPerMinute = Token.isUnresolved(count) ? count : countPerMinute;
  }

  /** As it was given, such as `50000 a day`. */
  toString(): string {
    return `${this.count} ${this.unit === 'hour' ? 'an' : 'a'} ${this.unit}`;
  }
}
