import { CANARIES } from '../../lib/domain/judge/canary';
import { compareCase, startComparison } from '../../lib/domain/gates/quality/compare-quality';
import { QUALITY_DEFAULTS } from '../../lib/domain/gates/quality/quality-rule';
import { MARGIN, type Decision, type Rule } from './rule';
import { differences } from './sequential-rules';

/** What ships, called as a gate calls it. */
function ours(outcomes: Iterable<number>, suiteSize: number, expectedSd: number, callsPerCase: number): Decision {
  let comparison = startComparison({ ...QUALITY_DEFAULTS, margin: MARGIN, expectedSd }, suiteSize);
  for (const difference of outcomes) {
    comparison = compareCase(comparison, { difference, weight: 1 });
    if (comparison.outcome !== 'undecided') {
      const { outcome, judged } = comparison;
      return { outcome, calls: callsPerCase * judged, canaryCalls: Math.min(CANARIES, judged) };
    }
  }
  throw new Error('A comparison did not decide by the end of its suite.');
}

export const OURS_CACHED: Rule = {
  name: 'Sluice, cached blue',
  cached: true,
  decide: (suite, { cachedSd }) => ours(differences(suite, suite.cachedBlue), suite.green.length, cachedSd, 1),
};

export const OURS_FRESH: Rule = {
  name: 'Sluice, fresh blue',
  cached: false,
  decide: (suite, { freshSd }) => ours(differences(suite, suite.freshBlue), suite.green.length, freshSd, 2),
};
