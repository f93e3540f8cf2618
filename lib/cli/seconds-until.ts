import { counted } from '../domain/text/figures';
import { pointInTime } from './point-in-time';
import { UsageError } from './usage-error';

const UNIT_SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3600 };

/**
 * For how many whole seconds something is to count, by an option that says for how long or until when.
 *
 * @param now milliseconds since the epoch
 */
export function secondsUntil(option: string, text: string, now: number, mostSeconds: number): number {
  const [, count, unit = ''] = /^(\d{1,5})([mh])$/.exec(text) ?? [];
  const seconds =
    count === undefined
      ? Math.floor((pointInTime(option, text, now) - now) / 1000)
      : Number(count) * (UNIT_SECONDS[unit] ?? 0);
  if (seconds >= 1 && seconds <= mostSeconds) return seconds;
  throw new UsageError(
    `\`${option}\` must be from now on ${counted(mostSeconds / 3600, 'hour')} at most, such as 30m, 4h or a time such as 2026-01-31T09:00Z; got: ${text}`,
  );
}
