import fc from 'fast-check';
import { QUALITY_DEFAULTS } from '../../../../lib/domain/gates/quality/quality-rule';
import { stakesAgainst } from '../../../../lib/domain/gates/quality/stakes';
import type { Stake } from '../../../../lib/domain/statistics/bets';
import { chanceToReach, expectedEvidenceInSuite, type FiniteSuite } from './exact-enumeration';

const margin = 0.2;
const stakes = stakesAgainst(4 - margin, QUALITY_DEFAULTS);
const certain = (difference: number) => [{ value: difference + margin, chance: 1 }];
/** A case whose score the judge gives a point higher or lower, as often as not. */
const noisy = (difference: number) => [
  { value: difference + 1 + margin, chance: 0.5 },
  { value: difference - 1 + margin, chance: 0.5 },
];

/** Suites whose own mean is exactly -0.2. */
const ON_THE_MARGIN: Readonly<Record<string, FiniteSuite>> = {
  'no noise': [0, 0, 0, 0, -1].map(certain),
  'one broken case, noise': [0.8, 0, 0, 0, -1.8].map(noisy),
  'all alike, noise': [-0.2, -0.2, -0.2, -0.2, -0.2].map(noisy),
};

const points = fc.double({ min: -3, max: 3, noNaN: true });
/** Any small suite, moved so that its own mean is on the margin. */
const suites = fc.array(points, { minLength: 2, maxLength: 5 }).map((differences) => {
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  return differences.map((value) => value - mean - margin);
});

describe('a suite whose own mean is on the margin, in random order', () => {
  it.each(Object.entries(ON_THE_MARGIN))('gives no evidence on average after any number of cases: %s', (_, suite) => {
    for (let cases = 1; cases <= suite.length; cases++) {
      expect(expectedEvidenceInSuite(suite, stakes, cases)).toBeLessThanOrEqual(1 + 1e-12);
    }
  });

  it('gives less the more of it is judged, where the judge has no noise', () => {
    const suite = [1, 0, 0, -1, -1].map(certain);
    const evidence = [1, 2, 3, 4, 5].map((cases) => expectedEvidenceInSuite(suite, stakes, cases));
    expect(evidence).toEqual([...evidence].sort((left, right) => right - left));
    expect(evidence.at(-1)).toBeLessThan(1);
  });

  it('gives no evidence on average for any suite, with noise or without', () => {
    fc.assert(
      fc.property(suites, fc.boolean(), (differences, hasNoise) => {
        const suite = differences.map(hasNoise ? noisy : certain);
        const inRange = stakesAgainst(10, QUALITY_DEFAULTS);
        expect(expectedEvidenceInSuite(suite, inRange, Math.min(4, suite.length))).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it('reaches no threshold more often than the evidence allows, in any suite that was tried', () => {
    fc.assert(
      fc.property(suites, fc.double({ min: 1.05, max: 4, noNaN: true }), (differences, threshold) => {
        const lost = Math.max(...differences.map((value) => -(value + margin)));
        const bold: readonly Stake[] = [{ perPoint: 0.98 / Math.max(lost, 0.01), share: 1 }];
        expect(chanceToReach(differences.map(certain), bold, threshold) * threshold).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 300 },
    );
  });
});
