import type { AddedCounts } from './look';
import { WATCH_PARAMETERS, type WatchParameters } from './watch-parameters';

/** The part of the watch's settings that this is about. */
type Settings = WatchParameters['dispersion'];

const { dispersion: AS_SET } = WATCH_PARAMETERS;

/**
 * How much more the split of errors between the versions varies than if each came by itself: 1 where it does not.
 *
 * One caller that tries again ten times makes ten errors in one version of what is one. Bets count ten, so each bet's
 * logarithm is divided by the dispersion: a root of a bet whose mean is 1 or less has a mean of 1 or less (Jensen), so a
 * guard too many costs time alone. That a dispersion of the past is enough for the errors to come is a heuristic, that of
 * quasi-likelihood ([Wedderburn, 1974](https://doi.org/10.1093/biomet/61.3.439)): Pearson's χ² over its degrees of
 * freedom.
 */
export interface Dispersion {
  /** The sum of the blocks' χ², and its degrees of freedom; the history is in both. */
  readonly sum: number;
  readonly freedom: number;
  /** Errors of both versions that green's share of errors is known from, fading, and green's among them. */
  readonly seen: { readonly all: number; readonly green: number };
  /** What is not a block yet. */
  readonly pooled: { readonly all: number; readonly green: number };
  /** Green's share of the calls at the last look that had errors. */
  readonly share: number | undefined;
}

const NONE = { all: 0, green: 0 };

/**
 * What blue's errors in the minutes before the release tell: how much neighbours differ, beside what they would if errors
 * came one by one (von Neumann, "Distribution of the ratio of the mean square successive difference to the variance",
 * 1941). A slow change of the traffic does not count, as it would in a plain variance.
 *
 * @param errorsPerMinute of blue, oldest first; three hours or more tell something, none gives 1
 */
export function dispersionOfHistory(
  errorsPerMinute: readonly number[],
  { historyPrior, highestFromHistory }: Settings = AS_SET,
): number {
  let [differences, sums] = [historyPrior, historyPrior];
  errorsPerMinute.slice(1).forEach((errors, index) => {
    const before = errorsPerMinute[index] ?? 0;
    differences += (errors - before) ** 2;
    sums += errors + before;
  });
  return Math.min(highestFromHistory, Math.max(1, differences / sums));
}

export function firstDispersion(fromHistory: number, { priorBlocks }: Settings = AS_SET): Dispersion {
  return { sum: priorBlocks * fromHistory, freedom: priorBlocks, seen: NONE, pooled: NONE, share: undefined };
}

/**
 * What the bets of the next look are divided by, 1 or more.
 *
 * A part of the estimate's own standard error is taken off, √(2/freedom) where errors come one by one: else chance alone
 * would slow down every other release, as what is below 1 counts as 1.
 */
export function dispersionOf({ sum, freedom }: Dispersion, { standardErrorsOff }: Settings = AS_SET): number {
  return Math.max(1, sum / freedom - standardErrorsOff * Math.sqrt(2 / freedom));
}

/**
 * What is known after a look; to be used from the next one on, since a bet must not depend on what it is a bet on.
 *
 * Green's own share of errors is what a block is measured by, its own errors included, so that a regression does not
 * look like clusters and slow down what it is found by. A block that the share is estimated from lies closer to it than
 * it would to the true one, so it counts for one degree of freedom less its own part of what is known (its leverage).
 */
export function afterErrors(
  before: Dispersion,
  { blue, green }: AddedCounts,
  share: number,
  settings: Settings = AS_SET,
): Dispersion {
  const errors = blue.errors + green.errors;
  if (errors === 0) return before;
  const { seen, pooled } = atShare(before, share);
  const block = { all: pooled.all + errors, green: pooled.green + green.errors };
  if (block.all * shareOfErrors(seen, share, settings) < settings.greenErrorsOfBlock) {
    return { ...before, seen, pooled: block, share };
  }
  const known = {
    all: settings.memory * seen.all + block.all,
    green: settings.memory * seen.green + block.green,
  };
  const ofGreen = shareOfErrors(known, share, settings);
  const expected = block.all * ofGreen;
  const chiSquare = (block.green - expected) ** 2 / (expected * (1 - ofGreen));
  return {
    sum: before.sum + Math.min(settings.mostOfBlock, chiSquare),
    freedom: before.freedom + 1 - block.all / (known.all + settings.sharePrior),
    seen: known,
    pooled: NONE,
    share,
  };
}

function shareOfErrors({ all, green }: Dispersion['seen'], share: number, { sharePrior }: Settings): number {
  return (green + sharePrior * share) / (all + sharePrior);
}

/**
 * Carried over to another weight: the odds of an error to be green's change as those of a call do. A block that began at
 * the other weight is given up, unless the two differ by no more than splits do by chance.
 */
function atShare({ seen, pooled, share: earlier }: Dispersion, share: number): Pick<Dispersion, 'seen' | 'pooled'> {
  if (earlier === undefined) return { seen, pooled };
  const times = share / (1 - share) / (earlier / (1 - earlier));
  if (times > 1 / WEIGHT_CHANGED && times < WEIGHT_CHANGED) return { seen, pooled };
  const green = seen.green * times;
  const all = green + seen.all - seen.green;
  return { seen: all > 0 ? { all: seen.all, green: (seen.all * green) / all } : seen, pooled: NONE };
}

const WEIGHT_CHANGED = 1.5;
