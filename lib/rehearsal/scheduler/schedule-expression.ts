import { nextCronTime, parseCron } from './cron';
import { TimeZone } from './time-zone';

/** When a schedule comes round. */
export interface ScheduleExpression {
  readonly kind: 'at' | 'rate' | 'cron';
  /** Milliseconds between two times of a rate. */
  readonly everyMs?: number;
  /**
   * The first time after another, both in milliseconds since the epoch; undefined where there is none.
   *
   * @param start when a rate begins to count; its first time is then or, if `after` is not before it, a multiple later
   */
  readonly next: (after: number, start: number) => number | undefined;
}

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/;
const AT = /^at\((\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\)$/;
const CRON = /^cron\((.+)\)$/;

/**
 * EventBridge Scheduler User Guide, "Schedule types". Undefined where AWS would refuse the expression.
 *
 * @param timeZone by its IANA name; a `RangeError` where there is none of that name
 */
export function parseScheduleExpression(text: string, timeZone = 'UTC'): ScheduleExpression | undefined {
  const zone = new TimeZone(timeZone);
  const [, value, unit] = RATE.exec(text) ?? [];
  if (unit !== undefined) return rate(Number(value), UNIT_MS[unit as keyof typeof UNIT_MS]);
  const at = AT.exec(text)?.slice(1).map(Number);
  if (at) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = at;
    // `Date` would carry the thirtieth of February over into March.
    const written = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
    const time = written.toISOString().startsWith(text.slice(3, -1))
      ? zone.instant({ year, month, day, hour, minute, second })
      : undefined;
    return time === undefined ? undefined : { kind: 'at', next: (after) => (time > after ? time : undefined) };
  }
  const cron = parseCron(CRON.exec(text)?.[1] ?? '');
  return cron && { kind: 'cron', next: (after) => nextCronTime(cron, after, zone) };
}

function rate(value: number, unitMs: number): ScheduleExpression | undefined {
  if (value < 1) return undefined;
  const everyMs = value * unitMs;
  return {
    kind: 'rate',
    everyMs,
    next: (after, start) => (after < start ? start : start + (Math.floor((after - start) / everyMs) + 1) * everyMs),
  };
}
