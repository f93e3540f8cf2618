import { InvalidArgumentError } from 'commander';

export const DAY_SECONDS = 86_400;

const UNIT_SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: DAY_SECONDS };

/** Reads an option's value such as `30m`, `8h` or `7d`, as seconds. */
export function timeSpan(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (UNIT_SECONDS[unit] ?? 0);
  if (!(seconds > 0)) throw new InvalidArgumentError('It must be a time such as 30m, 8h or 7d.');
  return seconds;
}
