import type { Tolerance } from '../../lib/domain/watch/tolerance';
import { WATCH_PARAMETERS } from '../../lib/domain/watch/watch-parameters';
import { WEIGHT } from './made-up-shift';
import type { Cell } from './cells';

/**
 * The mean seconds that the best sequential test takes which knows everything but blue's share of errors:
 * ln(1/α) over the information of one call of green, which is what the truth is at least away from anything tolerated,
 *
 *     min over p of kl(p_green, θp + δ) + (1−w)/w · kl(p_blue, p)
 *
 * ([Wald and Wolfowitz, 1948](https://doi.org/10.1214/aoms/1177730197), for tests that nearly always decide).
 */
export function limitSeconds(
  { truth, requestsPerSecond, baseline }: Cell,
  tolerance: Tolerance = WATCH_PARAMETERS.tolerance,
): number {
  const green = Math.min(1, truth.green(Infinity, 1));
  const { factor, extra } = tolerance;
  const away = (p: number) => kl(green, Math.min(1, factor * p + extra)) + ((1 - WEIGHT) / WEIGHT) * kl(baseline, p);
  // Convex: up to blue's own share both grow, and beyond green's both do.
  let low = baseline;
  let high = Math.max(baseline, Math.min(1, (green - extra) / factor));
  for (let step = 0; step < 100; step++) {
    const third = (high - low) / 3;
    if (away(low + third) < away(high - third)) high -= third;
    else low += third;
  }
  return Math.log(1 / WATCH_PARAMETERS.falseRegression) / away(low) / (WEIGHT * requestsPerSecond);
}

/** Kullback and Leibler's divergence of two shares, in nats. */
function kl(p: number, q: number): number {
  return term(p, q) + term(1 - p, 1 - q);
}

function term(p: number, q: number): number {
  return p === 0 ? 0 : p * Math.log(p / q);
}
