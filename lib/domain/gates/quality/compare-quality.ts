import { afterCase, evidenceOf, firstBets, type Bets } from '../../statistics/bets';
import type { PairedCase } from './paired-case';
import { scoreRange, type QualityRule } from './quality-rule';
import { stakesAgainst } from './stakes';

/** `not-certified`: the suite ended before either was shown. */
export type QualityOutcome = 'certified' | 'rejected' | 'not-certified';

/** A comparison of green's answers with blue's, as far as it has come. */
export interface QualityComparison {
  readonly rule: QualityRule;
  /** How many cases the suite has, with the cases of one cluster counted once. */
  readonly suiteSize: number;
  readonly judged: number;
  /** The bets that green is not worse by the margin. */
  readonly certifying: Bets;
  /** The bets that green is worse than blue. */
  readonly rejecting: Bets;
  readonly outcome: QualityOutcome | 'undecided';
}

export function startComparison(rule: QualityRule, suiteSize: number): QualityComparison {
  const range = scoreRange(rule);
  return {
    rule,
    suiteSize,
    judged: 0,
    certifying: firstBets(stakesAgainst(range - rule.margin, rule)),
    rejecting: firstBets(stakesAgainst(range, rule)),
    outcome: suiteSize > 0 ? 'undecided' : 'not-certified',
  };
}

/**
 * Takes in one case and decides as soon as it can; a case that comes after the decision changes nothing.
 *
 * The cases come in random order: whoever calls shuffles the suite once, before the first call of the judge. The suite
 * stands for the conversations that it was drawn from, and the mean in question is the mean over all of them. Then
 * with any suite size, any scatter and any number of looks
 *
 * - a green whose mean is `margin` or more below blue's is certified with a chance of `falseCertification` at most,
 * - a green whose mean is blue's or above is rejected with a chance of `falseRejection` at most.
 *
 * Proof: drawn independently, each case has, whatever came before, the expected outcome w × (d + margin) ≤ 0 in the
 * first case and w × −d ≤ 0 in the second, with the judge's noise and that of blue's cached mean within the
 * expectation. So each capital is a nonnegative supermartingale that begins with 1, and Ville's inequality gives the
 * chance that it ever reaches 1/α. That the suite ends only stops it earlier. What holds for the mean over the suite
 * itself is in docs/decisions/0010-quality-by-betting.md.
 *
 * @throws RangeError where a difference or a weight is outside what the rule says, since the proof needs both bounds
 */
export function compareCase(comparison: QualityComparison, paired: PairedCase): QualityComparison {
  const { rule, suiteSize, outcome } = comparison;
  if (outcome !== 'undecided') return comparison;
  check(paired, rule);
  const { difference, weight } = paired;
  const certifying = afterCase(comparison.certifying, weight * (difference + rule.margin));
  const rejecting = afterCase(comparison.rejecting, weight * -difference);
  const judged = comparison.judged + 1;
  const next = outcomeOf(rule, evidenceOf(certifying), evidenceOf(rejecting), judged < suiteSize);
  return { rule, suiteSize, judged, certifying, rejecting, outcome: next };
}

/**
 * How many cases it takes to certify a green whose every answer is scored as blue's: with fewer, no suite certifies
 * anything but a green that is better.
 */
export function fewestCases(rule: QualityRule): number {
  const most = 10_000;
  let comparison = startComparison(rule, most + 1);
  while (comparison.outcome === 'undecided' && comparison.judged < most) {
    comparison = compareCase(comparison, { difference: 0, weight: 1 });
  }
  return comparison.judged;
}

function outcomeOf(
  { falseCertification, falseRejection }: QualityRule,
  certifying: number,
  rejecting: number,
  casesLeft: boolean,
): QualityComparison['outcome'] {
  // Green may be worse than blue and yet within the margin, so that both can be true: the margin is what was asked.
  if (certifying >= 1 / falseCertification) return 'certified';
  if (rejecting >= 1 / falseRejection) return 'rejected';
  return casesLeft ? 'undecided' : 'not-certified';
}

function check({ difference, weight }: PairedCase, rule: QualityRule): void {
  const range = scoreRange(rule);
  if (!(Math.abs(difference) <= range)) {
    throw new RangeError(
      `A difference of scores must be from ${-range} to ${range} points, got: ${difference}. Check \`lowestScore\` and \`highestScore\`.`,
    );
  }
  if (!(weight > 0 && weight <= rule.heaviestWeight)) {
    throw new RangeError(
      `A case's weight must be above 0 and up to \`heaviestWeight\` (${rule.heaviestWeight}), got: ${weight}.`,
    );
  }
}
