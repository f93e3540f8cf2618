import type { AddedCounts } from './look';
import type { Tolerance } from './tolerance';

/** The stake that would lose everything with one error of green, at this share of green. */
export function largestCertifyingStake(share: number, { extra }: Tolerance): number {
  return 1 / (1 / share - extra);
}

/**
 * The logarithm of what a bet on "green is better than the tolerance" is multiplied by in one look.
 *
 * It is the other side of the bet on a regression, with every sign turned: its mean is (1 − λ(p_green − θ·p_blue − δ))ⁿ
 * at most, so 1 or less wherever green is on the tolerance or worse. As there, the source is
 * [Waudby-Smith and Ramdas](https://arxiv.org/abs/2010.09686).
 *
 * @param stake λ, from 0 to below `largestCertifyingStake`, fixed before the errors are known
 */
export function logCertificationFactor(added: AddedCounts, share: number, stake: number, tolerance: Tolerance): number {
  const { blue, green } = added;
  const { factor, extra } = tolerance;
  const answered = blue.calls + green.calls - blue.errors - green.errors;
  return (
    green.errors * Math.log1p(-stake * (1 / share - extra)) +
    blue.errors * Math.log1p(stake * (factor / (1 - share) + extra)) +
    answered * Math.log1p(stake * extra)
  );
}
