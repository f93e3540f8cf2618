import type { MadeUpShift } from '../../../bench/detection/made-up-shift';

/** Calls and errors of one version in one period. */
export type Counted = readonly [calls: number, errors: number];

/** A shift of half an hour that counted this in each minute, all of it in the first ten seconds; nothing after the last. */
export function shiftOf(green: readonly Counted[], blue: readonly Counted[] = []): MadeUpShift {
  const counts = ([calls, errors]: Counted = [0, 0]) => ({ calls, errors });
  const ticks = Array.from({ length: 180 }, (_, tick) => {
    const minute = tick % 6 === 0 ? tick / 6 : Infinity;
    return { blue: counts(blue[minute]), green: counts(green[minute]) };
  });
  return { ticks, late: ticks.map(() => []), history: [] };
}

/** The same for so many minutes. */
export function minutes(count: number, counted: Counted): readonly Counted[] {
  return Array.from({ length: count }, () => counted);
}
