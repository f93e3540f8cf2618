import { proportionInterval } from '../statistics/proportion-interval';
import type { ArmSeries } from '../shift/counted-minutes';

/** What blue was like while it served beside green. */
export interface BlueBaseline {
  readonly calls: number;
  /** Those of them that failed, or were slow. */
  readonly errors: number;
  /** How much more its minutes differ than if errors came one by one; 1 or more. */
  readonly dispersion: number;
}

/** What its share of errors is beyond which it may be, each with the chance that was asked for; 0 to 1. */
export interface BlueBounds {
  readonly least: number;
  readonly most: number;
}

/**
 * What blue's minutes in the shift tell. Its dispersion is Pearson's χ² of them over its degrees of freedom, and no less than
 * that of the day before: unlike in flight there is no second version whose errors would show it from now on.
 *
 * @param fromHistory the dispersion of blue's errors before the shift, 1 or more
 */
export function blueBaseline({ calls: counts, errors: failed }: ArmSeries, fromHistory: number): BlueBaseline {
  const minutes = [...counts]
    .filter(([, calls]) => calls > 0)
    .map(([minute, calls]) => ({ calls, errors: Math.min(calls, failed.get(minute) ?? 0) }));
  const calls = minutes.reduce((sum, one) => sum + one.calls, 0);
  const errors = minutes.reduce((sum, one) => sum + one.errors, 0);
  const share = calls > 0 ? errors / calls : 0;
  if (share === 0 || share === 1 || minutes.length < 2) return { calls, errors, dispersion: Math.max(1, fromHistory) };
  const chiSquare = minutes.reduce(
    (sum, one) => sum + (one.errors - one.calls * share) ** 2 / (one.calls * share * (1 - share)),
    0,
  );
  return { calls, errors, dispersion: Math.max(1, fromHistory, chiSquare / (minutes.length - 1)) };
}

/** So many errors tell as much as any number of them, and take no longer to reckon with. */
const MOST_ERRORS = 2000;

/**
 * The bounds of blue's share of errors, by Clopper and Pearson, each wrong with a chance of `chance` at most. Blue's calls
 * are a sample, and count as so many fewer as its minutes differ more: quasi-likelihood, as in `dispersion.ts`.
 */
export function blueBounds({ calls, errors, dispersion }: BlueBaseline, chance: number): BlueBounds {
  const divisor = Math.max(dispersion, errors / MOST_ERRORS);
  const trials = Math.floor(calls / divisor);
  // To the side of what is bet against; a fraction of an error counts as one above, and as none below.
  const more = Math.min(trials, Math.ceil(errors / divisor));
  const fewer = Math.min(trials, Math.floor(errors / divisor));
  const confidence = 1 - 2 * chance;
  return {
    least: trials === 0 ? 0 : proportionInterval(fewer, trials, confidence).lower,
    most: trials === 0 ? 1 : proportionInterval(more, trials, confidence).upper,
  };
}
