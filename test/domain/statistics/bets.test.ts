import fc from 'fast-check';
import { afterCase, evidenceOf, firstBets } from '../../../lib/domain/statistics/bets';
import { QUALITY_DEFAULTS } from '../../../lib/domain/gates/quality/quality-rule';
import { stakesAgainst } from '../../../lib/domain/gates/quality/stakes';
import { expectedEvidence, type Chance } from '../gates/quality/exact-enumeration';

/** Differences of a mean of exactly -0.2, with the shapes that trouble a test of means. */
const ON_THE_MARGIN: Readonly<Record<string, readonly Chance[]>> = {
  'most alike, few broken': [
    { value: 0, chance: 0.95 },
    { value: -4, chance: 0.05 },
  ],
  'two points': [
    { value: 1, chance: 0.4 },
    { value: -1, chance: 0.6 },
  ],
  'the whole range': [
    { value: 4, chance: 0.475 },
    { value: -4, chance: 0.525 },
  ],
  'small everyday changes': [
    { value: -1, chance: 0.3 },
    { value: 0, chance: 0.6 },
    { value: 1, chance: 0.1 },
  ],
};

const certifying = (rule = QUALITY_DEFAULTS) => stakesAgainst(4 - rule.margin, rule);
const rules = fc.record({
  margin: fc.double({ min: 0.05, max: 1, noNaN: true }),
  expectedSd: fc.double({ min: 0.05, max: 4, noNaN: true }),
  heaviestWeight: fc.constantFrom(1, 2, 5),
});

describe('the capital of the bets', () => {
  it.each(Object.entries(ON_THE_MARGIN))('does not grow on average on the margin: %s', (_, differences) => {
    const stakes = certifying();
    for (const cases of [1, 2, 5, 8]) {
      const outcomes = differences.map(({ value, chance }) => ({ value: value + 0.2, chance }));
      expect(expectedEvidence(outcomes, stakes, cases)).toBeCloseTo(1, 10);
    }
  });

  it('shrinks on average below the margin, and grows above it', () => {
    const coin = (mean: number) => [
      { value: 1 + mean, chance: 0.5 },
      { value: -1 + mean, chance: 0.5 },
    ];
    expect(expectedEvidence(coin(-0.1), certifying(), 8)).toBeLessThan(1);
    expect(expectedEvidence(coin(0.1), certifying(), 8)).toBeGreaterThan(1);
  });

  it('grows on average where a stake peeks at the outcome, so that the enumeration would show it', () => {
    const peeking = (outcome: number) =>
      certifying().map((stake) => ({ ...stake, perPoint: outcome < 0 ? stake.perPoint / 2 : stake.perPoint }));
    const outcomes = (ON_THE_MARGIN['two points'] ?? []).map(({ value, chance }) => ({ value: value + 0.2, chance }));
    expect(expectedEvidence(outcomes, peeking, 8)).toBeGreaterThan(1.3);
  });

  it('is never negative, whatever happens to whichever rule', () => {
    fc.assert(
      fc.property(rules, fc.array(fc.constantFrom(-4, -2, 0, 1, 4), { maxLength: 40 }), (given, differences) => {
        const rule = { ...QUALITY_DEFAULTS, ...given };
        const stakes = certifying(rule);
        const { capital } = differences.reduce(
          (before, difference) => afterCase(before, rule.heaviestWeight * (difference + rule.margin)),
          firstBets(stakes),
        );
        expect(Math.min(...capital)).toBeGreaterThan(0);
        expect(evidenceOf(firstBets(stakes))).toBeCloseTo(1, 12);
      }),
    );
  });

  it('does not grow on average for any two-point distribution on the margin, at any rule', () => {
    fc.assert(
      fc.property(
        rules,
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (given, up, down) => {
          const rule = { ...QUALITY_DEFAULTS, ...given, heaviestWeight: 1 };
          const [won, lost] = [up * (4 + rule.margin), down * (4 - rule.margin)];
          const outcomes = [
            { value: won, chance: lost / (won + lost) },
            { value: -lost, chance: won / (won + lost) },
          ];
          expect(expectedEvidence(outcomes, certifying(rule), 4)).toBeLessThanOrEqual(1 + 1e-9);
        },
      ),
    );
  });
});
