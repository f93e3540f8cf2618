import { afterCase, evidenceOf, firstBets } from '../../statistics/bets';
import type { PairedCase } from './paired-case';
import { scoreRange, type QualityRule } from './quality-rule';
import { stakesAgainst } from './stakes';

/** What is known of the mean difference after so many cases, in points. */
export interface MeanDifference {
  readonly judged: number;
  /** The weighted mean of the differences so far. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Ends are found to a thousandth of a point, on the careful side. */
const PRECISION = 0.001;

/**
 * The mean difference after each case, with bounds that hold at all times together.
 *
 * The chance that `low` is ever above the true mean is `falseCertification` at most, and that `high` is ever below it
 * `falseRejection` at most. The bounds are the means that the decision's own bets do not refute
 * ([Waudby-Smith and Ramdas](https://arxiv.org/abs/2010.09686), section 4), so they say what the decision says: green is
 * certified once `low` reaches -margin, and rejected once `high` is down at 0, whichever comes first. A mean is refuted
 * for good, so the bounds never widen.
 */
export function confidenceSequence(cases: readonly PairedCase[], rule: QualityRule): readonly MeanDifference[] {
  const range = scoreRange(rule);
  const sequence: MeanDifference[] = [];
  let [low, high, points, weights] = [-range, range, 0, 0];
  for (const [index, { difference, weight }] of cases.entries()) {
    const seen = cases.slice(0, index + 1);
    points += weight * difference;
    weights += weight;
    low = lowEnd(seen, low, rule, 1);
    high = -lowEnd(seen, -high, rule, -1);
    sequence.push({ judged: index + 1, estimate: points / weights, low, high });
  }
  return sequence;
}

/**
 * The largest mean that the bets on a larger one refute; `known` where none above it is. The differences are turned
 * round for the high end.
 *
 * The larger the mean in question, the less such a bet wins, so halving finds the end: with a stake that does not
 * depend on the mean m, 1 + s(d - m) falls with m; with the largest affordable stake c/(range + m) the factor is
 * 1 - c + c(d + range)/(range + m), which falls too.
 */
function lowEnd(cases: readonly PairedCase[], known: number, rule: QualityRule, sign: 1 | -1): number {
  const threshold = 1 / (sign === 1 ? rule.falseCertification : rule.falseRejection);
  const refutes = (mean: number) => {
    const bets = cases.reduce(
      (before, { difference, weight }) => afterCase(before, weight * (sign * difference - mean)),
      firstBets(stakesAgainst(scoreRange(rule) + mean, rule)),
    );
    return evidenceOf(bets) >= threshold;
  };
  if (!refutes(known + PRECISION)) return known;
  let [refuted, open] = [known + PRECISION, scoreRange(rule)];
  while (open - refuted > PRECISION) {
    const middle = (refuted + open) / 2;
    if (refutes(middle)) refuted = middle;
    else open = middle;
  }
  return refuted;
}
