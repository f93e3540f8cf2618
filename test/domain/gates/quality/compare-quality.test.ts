import fc from 'fast-check';
import {
  compareCase,
  startComparison,
  type QualityComparison,
} from '../../../../lib/domain/gates/quality/compare-quality';
import { confidenceSequence } from '../../../../lib/domain/gates/quality/confidence-sequence';
import { QUALITY_DEFAULTS } from '../../../../lib/domain/gates/quality/quality-rule';

const start = (suiteSize = 1000, rule = QUALITY_DEFAULTS) => startComparison(rule, suiteSize);

function judge(comparison: QualityComparison, differences: readonly number[]): QualityComparison {
  return differences.reduce((before, difference) => compareCase(before, { difference, weight: 1 }), comparison);
}

const repeated = (differences: readonly number[], times: number) =>
  Array.from({ length: times }, () => differences).flat();

describe('the comparison of the means', () => {
  it('certifies answers that stay the same, after the cases that the margin needs', () => {
    const { outcome, judged } = judge(start(), repeated([0], 100));
    expect(outcome).toBe('certified');
    // Each case multiplies the larger bet by 1 + 0.2 x 0.2 / 0.68 at most, so 20 takes 52 at least.
    expect(judged).toBeGreaterThanOrEqual(52);
    expect(judged).toBeLessThan(70);
  });

  it('rejects answers that are a point worse, within few cases', () => {
    const { outcome, judged } = judge(start(), repeated([-1], 50));
    expect(outcome).toBe('rejected');
    expect(judged).toBeLessThan(25);
  });

  it('certifies a green that is worse by less than the margin, where the suite is long enough', () => {
    expect(judge(start(5000), repeated([0, -1, 0, 1, 0, -1, 0, 1, 0, -0.2], 500)).outcome).toBe('certified');
  });

  it('is not decided before the suite ends, and not certified once it has', () => {
    expect(judge(start(21), repeated([1, -1], 10)).outcome).toBe('undecided');
    expect(judge(start(20), repeated([1, -1], 10)).outcome).toBe('not-certified');
    expect(start(0).outcome).toBe('not-certified');
  });

  it('decides once: what comes later changes nothing', () => {
    const decided = judge(start(), repeated([0], 100));
    expect(compareCase(decided, { difference: -4, weight: 1 })).toBe(decided);
  });

  it('counts a heavy case for more, and stakes less on an ordinary one', () => {
    const rule = { ...QUALITY_DEFAULTS, heaviestWeight: 3 };
    const [light, heavy] = [1, 3].map((weight) => compareCase(start(9, rule), { difference: 1, weight }));
    expect(heavy!.certifying.capital[0]).toBeGreaterThan(light!.certifying.capital[0]!);
    expect(light!.certifying.capital[0]).toBeLessThan(
      compareCase(start(9), { difference: 1, weight: 1 }).certifying.capital[0]!,
    );
  });

  it.each([
    [{ difference: 4.1, weight: 1 }, 'A difference of scores must be from -4 to 4 points, got: 4.1.'],
    [{ difference: Number.NaN, weight: 1 }, 'got: NaN'],
    [{ difference: 0, weight: 1.5 }, "A case's weight must be above 0 and up to `heaviestWeight` (1), got: 1.5."],
    [{ difference: 0, weight: 0 }, 'got: 0'],
  ])('refuses what the proof does not cover: %j', (paired, message) => {
    expect(() => compareCase(start(), paired)).toThrow(message);
  });
});

describe('the bounds of the mean difference', () => {
  const cases = (differences: readonly number[]) => differences.map((difference) => ({ difference, weight: 1 }));
  const difference = fc.constantFrom(-2, -1, -0.5, 0, 0, 0, 0.5, 1);

  it('never widen', () => {
    fc.assert(
      fc.property(fc.array(difference, { minLength: 2, maxLength: 60 }), (differences) => {
        const sequence = confidenceSequence(cases(differences), QUALITY_DEFAULTS);
        for (const [index, { low, high }] of sequence.slice(1).entries()) {
          expect(low).toBeGreaterThanOrEqual(sequence[index]!.low);
          expect(high).toBeLessThanOrEqual(sequence[index]!.high);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('say what the decision says', () => {
    const shift = fc.constantFrom(-1, -0.4, 0, 0.3);
    fc.assert(
      fc.property(fc.array(difference, { minLength: 60, maxLength: 150 }), shift, (drawn, by) => {
        const differences = drawn.map((value) => value + by);
        const { outcome, judged } = judge(start(), differences);
        const { low, high } = confidenceSequence(cases(differences.slice(0, judged)), QUALITY_DEFAULTS).at(-1)!;
        // The ends are a thousandth of a point on the careful side, twice where a mean was refuted before.
        const [atMargin, atZero] = [low > -0.2 - 0.0021, high < 0.0021];
        const said = {
          certified: atMargin,
          rejected: atZero,
          'not-certified': false,
          undecided: !(low > -0.2 || high < 0),
        };
        expect(said[outcome]).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('hold the mean of what was seen, weighted', () => {
    const seen = [
      { difference: 1, weight: 1 },
      { difference: -1, weight: 3 },
    ];
    const rule = { ...QUALITY_DEFAULTS, heaviestWeight: 3 };
    expect(confidenceSequence(seen, rule).at(-1)).toEqual({ judged: 2, estimate: -0.5, low: -4, high: 4 });
  });

  it('close in on a mean that never changes', () => {
    const { low, high } = confidenceSequence(cases(repeated([0.5], 300)), QUALITY_DEFAULTS).at(-1)!;
    expect(low).toBeGreaterThan(0.35);
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(0.5);
    expect(high).toBeLessThan(0.65);
  });
});
