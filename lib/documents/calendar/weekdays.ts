import type { WallTime } from './calendar-values';

/** 0 is Monday. */
export function weekdayOf(time: WallTime): number {
  return modulo(new Date(time).getUTCDay() - 1, 7);
}

/** The remainder, which is never below 0. */
export function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
