import type { AddedCounts } from './look';
import type { Tolerance } from './tolerance';
import { WATCH_PARAMETERS, type WatchParameters } from './watch-parameters';

/** The stake that would lose everything with one error of blue, at this share of green. */
export function largestStake(share: number, { factor, extra }: Tolerance): number {
  return 1 / (factor / (1 - share) + extra);
}

/** What is staked on a look with this share of green, in the order of `WATCH_PARAMETERS.stakes`. */
export function regressionStakes(
  share: number,
  tolerance: Tolerance,
  dispersion: number,
  { stakes, stakeWhenClustered, clusteredAbove }: WatchParameters = WATCH_PARAMETERS,
): readonly number[] {
  const most = dispersion > clusteredAbove ? stakeWhenClustered : 1;
  const largest = largestStake(share, tolerance);
  return stakes.map((part) => Math.min(part, most) * largest);
}

/**
 * The logarithm of what a bet on "green is worse than the tolerance" is multiplied by in one look.
 *
 * With green's share w of the calls, tolerance θ·p_blue + δ and stake λ, a call of green multiplies by
 * 1 + λ(error/w − δ), and one of blue by 1 − λ(θ·error/(1−w) + δ). For n calls, of which a share w was green's, the
 * inequality of weighted means bounds the mean of the product:
 *
 *     E[F] ≤ (w(1 + λ(p_green/w − δ)) + (1−w)(1 − λ(θ·p_blue/(1−w) + δ)))ⁿ = (1 + λ(p_green − θ·p_blue − δ))ⁿ
 *
 * which is 1 or less wherever green is within the tolerance, whatever blue's share of errors is and however both change
 * with time. Where calls are routed by chance, the same holds call by call for the configured w. With θ = 1 and δ = 0 it
 * is the likelihood ratio of how the errors are split: an incident that hits both versions alike cancels.
 *
 * It is the betting of [Waudby-Smith and Ramdas](https://arxiv.org/abs/2010.09686) on means of bounded values, for the
 * difference of two.
 *
 * @param stake λ, from 0 to below `largestStake`, fixed before the errors are known
 */
export function logRegressionFactor(added: AddedCounts, share: number, stake: number, tolerance: Tolerance): number {
  const { blue, green } = added;
  const { factor, extra } = tolerance;
  const answered = blue.calls + green.calls - blue.errors - green.errors;
  return (
    green.errors * Math.log1p(stake * (1 / share - extra)) +
    blue.errors * Math.log1p(-stake * (factor / (1 - share) + extra)) +
    answered * Math.log1p(-stake * extra)
  );
}
