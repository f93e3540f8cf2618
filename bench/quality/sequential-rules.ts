import type { MadeUpSuite } from './made-up-suite';
import { MARGIN, type Decision, type Rule } from './rule';

const PARTS = [0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9];

/** Bets with even parts of what could be lost in the whole range of the outcomes, which knows nothing of the scatter. */
function evenBets(outcomes: Iterable<number>, margin: number, range: number, callsPerCase: number): Decision {
  let certifying = PARTS.map(() => 1);
  let rejecting = certifying;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  let calls = 0;
  for (const outcome of outcomes) {
    calls += callsPerCase;
    certifying = certifying.map((had, j) => had * (1 + ((PARTS[j] ?? 0) / (range - margin)) * (outcome + margin)));
    rejecting = rejecting.map((had, j) => had * (1 - ((PARTS[j] ?? 0) / range) * outcome));
    if (mean(certifying) >= 20) return { outcome: 'certified', calls };
    if (mean(rejecting) >= 20) return { outcome: 'rejected', calls };
  }
  return { outcome: 'not-certified', calls };
}

/** Green's scores minus blue's, one case after the other, so that only what is asked for is made. */
export function* differences({ green }: MadeUpSuite, blue: readonly number[]): Iterable<number> {
  for (const [index, score] of green.entries()) yield score - (blue[index] ?? 0);
}

/** Wald's test with the standard deviation so far put in for the true one, from the tenth case. */
function pluginSprt(outcomes: Iterable<number>): Decision {
  const threshold = Math.log(0.95 / 0.05);
  let [calls, sum, squares] = [0, 0, 0];
  for (const outcome of outcomes) {
    calls++;
    sum += outcome;
    squares += outcome * outcome;
    if (calls < 10) continue;
    const variance = Math.max((squares - (sum * sum) / calls) / (calls - 1), 1e-6);
    const evidence = (MARGIN * (sum + (calls * MARGIN) / 2)) / variance;
    if (evidence >= threshold) return { outcome: 'certified', calls };
    if (evidence <= -threshold) return { outcome: 'rejected', calls };
  }
  return { outcome: 'not-certified', calls };
}

/**
 * The share of wins minus that of losses that a difference of -0.2 makes in one call that sees both answers, by the
 * level of noise. Nobody knows it for a judge of their own: it favours this rule.
 */
const PAIRWISE_MARGINS: Readonly<Record<string, number>> = { low: 0.182, middle: 0.148, high: 0.095 };

/** Which of the two answers one call prefers, in random order, so that a preferred place cancels out. */
function* preferences({ green, freshBlue }: MadeUpSuite): Iterable<number> {
  for (const [index, score] of green.entries()) yield Math.sign(score - (freshBlue[index] ?? 0));
}

export const SEQUENTIAL_RULES: readonly Rule[] = [
  {
    name: 'bet on the range, fresh blue',
    cached: false,
    decide: (suite) => evenBets(differences(suite, suite.freshBlue), MARGIN, 4, 2),
  },
  {
    name: 'bet on the range, cached blue',
    cached: true,
    decide: (suite) => evenBets(differences(suite, suite.cachedBlue), MARGIN, 4, 1),
  },
  {
    name: 'plug-in SPRT, cached blue',
    cached: true,
    decide: (suite) => pluginSprt(differences(suite, suite.cachedBlue)),
  },
  {
    name: 'pairwise, one call',
    cached: false,
    decide: (suite, { noise }) => evenBets(preferences(suite), PAIRWISE_MARGINS[noise.name] ?? MARGIN, 1, 1),
  },
];
