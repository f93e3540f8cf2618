import { chanceOfAtLeast } from './poisson-counts';
import type { Interval } from './proportion-interval';

/**
 * The exact 95 % interval of how many events are to be expected where so many were seen: Garwood, "Fiducial limits for
 * the Poisson distribution" (Biometrika 28, 1936).
 */
export function poissonInterval(count: number): Interval {
  // Far beyond both bounds: six standard deviations and some more.
  const most = count + 6 * Math.sqrt(count + 1) + 6;
  return {
    lower: count === 0 ? 0 : bisect(most, (mean) => chanceOfAtLeast(count, mean) < 0.025),
    upper: bisect(most, (mean) => 1 - chanceOfAtLeast(count + 1, mean) > 0.025),
  };
}

/** Where a condition that holds at 0 ceases to hold. */
function bisect(most: number, holds: (mean: number) => boolean): number {
  let low = 0;
  let high = most;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
