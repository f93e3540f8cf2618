import { logRegressionFactor, regressionStakes } from '../watch/regression-bet';
import type { Tolerance } from '../watch/tolerance';
import { WATCH_PARAMETERS } from '../watch/watch-parameters';
import type { ExpectedCalls } from './expected-calls';

/** What is true of both versions, as shares of their calls, 0 to 1. */
export interface TrueShares {
  readonly blue: number;
  readonly green: number;
}

/** Errors of one version, each of which multiplies the bets. */
export interface ErrorsBetOn {
  /** How many are expected. */
  readonly mean: number;
  /** What one adds to the logarithm of each bet, in the order of the stakes. */
  readonly logFactors: readonly number[];
}

/** What the bets of one tolerance are multiplied by over some steps. */
export interface ExpectedBets {
  readonly blue: ErrorsBetOn;
  readonly green: ErrorsBetOn;
  /** What all calls without an error add to the logarithm of each bet: hardly a matter of chance. */
  readonly answered: readonly number[];
}

const NO_CALLS = { calls: 0, errors: 0 };
const ERROR = { calls: 1, errors: 1 };
const ANSWER = { calls: 1, errors: 0 };

/** Errors of one step: how many, and what one adds to each bet. */
type StepErrors = readonly { readonly mean: number; readonly logFactors: readonly number[] }[];

/**
 * What the watch's own bets make of calls that are expected.
 *
 * Of a single step it is what the watch does: errors come each by itself, and each multiplies a bet by one factor. Over
 * steps of different weights one error counts more in one than in another. A sum of such counts is stood for by one
 * count whose sum has the same mean and variance for the bet that is likeliest to be seen; for the others, the mean.
 *
 * @param dispersion so many errors come together, 1 or more; bets are divided by it, so that such a row counts as one
 */
export function expectedBets(
  steps: readonly ExpectedCalls[],
  tolerance: Tolerance,
  shares: TrueShares,
  dispersion: number,
): ExpectedBets {
  const answered = WATCH_PARAMETERS.stakes.map(() => 0);
  const blue: StepErrors[number][] = [];
  const green: StepErrors[number][] = [];
  for (const { blueCalls, greenCalls } of steps) {
    // Of a version alone there is nothing to compare with, so nothing is bet.
    if (blueCalls <= 0 || greenCalls <= 0) continue;
    const share = greenCalls / (blueCalls + greenCalls);
    const stakes = regressionStakes(share, tolerance, dispersion);
    const factors = (ofBlue: typeof ERROR, ofGreen: typeof ERROR) =>
      stakes.map((stake) => logRegressionFactor({ blue: ofBlue, green: ofGreen }, share, stake, tolerance));
    const answers = blueCalls * (1 - shares.blue) + greenCalls * (1 - shares.green);
    factors(ANSWER, NO_CALLS).forEach((factor, stake) => {
      answered[stake] = (answered[stake] ?? 0) + (answers * factor) / dispersion;
    });
    blue.push({ mean: (blueCalls * shares.blue) / dispersion, logFactors: factors(ERROR, NO_CALLS) });
    green.push({ mean: (greenCalls * shares.green) / dispersion, logFactors: factors(NO_CALLS, ERROR) });
  }
  const likeliest = likeliestBet(blue, green, answered);
  return { blue: asOneCount(blue, likeliest), green: asOneCount(green, likeliest), answered };
}

/** The bet that has most where things go worse than on average: as they do in one of ten. */
function likeliestBet(blue: StepErrors, green: StepErrors, answered: readonly number[]): number {
  const WORSE = 1.28;
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  answered.forEach((rest, bet) => {
    const of = [sums(blue, bet), sums(green, bet)];
    const mean = of.reduce((sum, one) => sum + one.mean, rest);
    const variance = of.reduce((sum, one) => sum + one.variance, 0);
    if (mean - WORSE * Math.sqrt(variance) <= most) return;
    [best, most] = [bet, mean - WORSE * Math.sqrt(variance)];
  });
  return best;
}

function asOneCount(steps: StepErrors, bet: number): ErrorsBetOn {
  const { mean, variance } = sums(steps, bet);
  const count = variance > 0 ? mean ** 2 / variance : 0;
  return {
    mean: count,
    logFactors: WATCH_PARAMETERS.stakes.map((_, other) => (count > 0 ? sums(steps, other).mean / count : 0)),
  };
}

/** What errors add to one bet's logarithm: a compound Poisson sum. */
function sums(steps: StepErrors, bet: number): { readonly mean: number; readonly variance: number } {
  let [mean, variance] = [0, 0];
  for (const { mean: errors, logFactors } of steps) {
    const factor = logFactors[bet] ?? 0;
    mean += errors * factor;
    variance += errors * factor ** 2;
  }
  return { mean, variance };
}
