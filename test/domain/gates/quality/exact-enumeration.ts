import { afterCase, evidenceOf, firstBets, type Bets } from '../../../../lib/domain/statistics/bets';
import type { Stake } from '../../../../lib/domain/statistics/bets';

export interface Chance {
  readonly value: number;
  readonly chance: number;
}

type Stakes = readonly Stake[] | ((outcome: number) => readonly Stake[]);

const known = (stakes: Stakes, outcome: number) => (typeof stakes === 'function' ? stakes(outcome) : stakes);

/** The mean evidence after so many independent cases: every sequence of outcomes, with its chance. */
export function expectedEvidence(outcomes: readonly Chance[], stakes: Stakes, cases: number): number {
  const play = (bets: Bets, left: number): number =>
    left === 0
      ? evidenceOf(bets)
      : outcomes.reduce(
          (sum, { value, chance }) =>
            sum + chance * play(afterCase({ ...bets, stakes: known(stakes, value) }, value), left - 1),
          0,
        );
  return play(firstBets(known(stakes, 0)), cases);
}

/** A suite of finitely many cases, each with the chances of its own outcomes: what the judge's noise makes of it. */
export type FiniteSuite = readonly (readonly Chance[])[];

/** The mean evidence after so many cases of the suite, drawn in random order without replacement. */
export function expectedEvidenceInSuite(suite: FiniteSuite, stakes: readonly Stake[], cases: number): number {
  return overOrders(suite, firstBets(stakes), cases, Infinity);
}

/** The chance that the evidence ever reaches the threshold while the suite is judged in random order to its end. */
export function chanceToReach(suite: FiniteSuite, stakes: readonly Stake[], threshold: number): number {
  return overOrders(suite, firstBets(stakes), suite.length, threshold);
}

function overOrders(left: FiniteSuite, bets: Bets, cases: number, threshold: number): number {
  if (evidenceOf(bets) >= threshold) return 1;
  if (cases === 0 || left.length === 0) return threshold === Infinity ? evidenceOf(bets) : 0;
  return left.reduce((sum, outcomes, index) => {
    const rest = left.filter((_, other) => other !== index);
    const after = outcomes.reduce(
      (inner, { value, chance }) => inner + chance * overOrders(rest, afterCase(bets, value), cases - 1, threshold),
      0,
    );
    return sum + after / left.length;
  }, 0);
}
