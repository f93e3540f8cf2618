import { poissonCounts } from '../statistics/poisson-counts';
import { firstMeasureWatch, type Measure } from '../watch/measure-watch';
import type { Tolerance } from '../watch/tolerance';
import { WATCH_PARAMETERS } from '../watch/watch-parameters';
import { expectedBets, type ExpectedBets, type TrueShares } from './expected-bets';
import { callsBetween, minutesOf, type ExpectedCalls } from './expected-calls';

/** One measure, as the watch bets on it. */
export type WatchedMeasure = Pick<Measure, 'share' | 'tolerance' | 'warmUpTolerance' | 'preWarmed' | 'dispersion'>;

/** Green's warm-up: what is bet on it counts apart. */
export const WARM_UP_MINUTES = WATCH_PARAMETERS.warmUp.seconds / 60;

/**
 * The chance that the evidence against green is enough after these calls, where both versions' errors are such shares.
 *
 * It is a lower bound: of the other measures, of the reserve that is brought in later and of evidence that was enough
 * earlier and is no more nothing is counted. Each bet's logarithm is a sum over errors, so the chance is added up over
 * how many there are of each version (Poisson), without a normal approximation: with a handful of calls three errors may
 * be enough, and two are not. Green's first minute has bets of its own, and the two are independent.
 */
export function chanceOfWatch(measure: WatchedMeasure, steps: readonly ExpectedCalls[], shares: TrueShares): number {
  const end = minutesOf(steps);
  const { warmUp, main } = firstMeasureWatch({ ...measure, name: '', certifiedWithin: undefined }, end);
  const early = measure.warmUpTolerance ? WATCH_PARAMETERS.warmUp.share : 0;
  const chance = (from: number, to: number, tolerance: Tolerance, staked: readonly number[], part: number) =>
    chanceOfEvidence(
      expectedBets(callsBetween(steps, from, to), tolerance, shares, measure.dispersion),
      staked.map((one) => one * part * measure.share * WATCH_PARAMETERS.falseRegression),
    );
  const later = chance(measure.preWarmed ? 0 : WARM_UP_MINUTES, end, measure.tolerance, main.staked, 1 - early);
  if (!measure.warmUpTolerance) return later;
  return 1 - (1 - later) * (1 - chance(0, WARM_UP_MINUTES, measure.warmUpTolerance, warmUp.staked, early));
}

/** @param staked what each bet begins with, in parts of what all of them have to have together */
function chanceOfEvidence({ blue, green, answered }: ExpectedBets, staked: readonly number[]): number {
  const begins = staked.map((one, bet) => Math.log(one) + (answered[bet] ?? 0));
  const isEnough = (ofGreen: number, ofBlue: number) => {
    let evidence = 0;
    for (const [bet, begin] of begins.entries()) {
      evidence += Math.exp(begin + ofGreen * (green.logFactors[bet] ?? 0) + ofBlue * (blue.logFactors[bet] ?? 0));
    }
    return evidence >= 1;
  };
  const blues = likelyCounts(blue.mean);
  let chance = 0;
  let allowed = 0;
  let next = 0;
  for (const { count, chance: ofCount } of likelyCounts(green.mean)) {
    // The more errors green has, the more may blue have beside them, so both counts only ever go up.
    for (let one = blues[next]; one && isEnough(count, one.count); one = blues[++next]) allowed += one.chance;
    chance += ofCount * allowed;
  }
  return Math.min(1, chance);
}

/** A count that is larger is stood for by one as fine as this, of the same mean and variance: nobody could tell them apart. */
const FINE_ENOUGH = 200;

function likelyCounts(mean: number): readonly { readonly count: number; readonly chance: number }[] {
  const stands = Math.min(mean, FINE_ENOUGH);
  const scale = stands > 0 ? Math.sqrt(mean / stands) : 1;
  const { first, chances } = poissonCounts(stands);
  return chances.map((chance, index) => ({ count: mean + (first + index - stands) * scale, chance }));
}
