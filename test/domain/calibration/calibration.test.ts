import * as fc from 'fast-check';
import {
  calibrate,
  FEWEST_LABELS,
  labelProblems,
  type Calibration,
  type ScoredTwice,
} from '../../../lib/domain/calibration/calibration';
import { calibrationSentences } from '../../../lib/domain/calibration/calibration-sentences';
import { SCORES, type Score } from '../../../lib/domain/judge/rubric';
import { quadraticWeight, weightedKappa, type AgreementWeight } from '../../../lib/domain/statistics/weighted-kappa';
import published from '../../cases/quality/weighted-kappas.json';

const WEIGHTS: Readonly<Record<string, AgreementWeight>> = {
  simple: (row, column) => (row === column ? 1 : 0),
  linear: (row, column, places) => 1 - Math.abs(row - column) / (places - 1),
  quadratic: quadraticWeight,
};

const label = (human: Score, judge: Score): ScoredTwice => ({ human, judge });
const times = (count: number, human: Score, judge: Score) => Array.from({ length: count }, () => label(human, judge));
const perfect = SCORES.flatMap((score) => times(12, score, score));

const scores = fc.constantFrom(...SCORES);
/** Random labels that are enough. */
const enough = fc
  .array(fc.record({ human: scores, judge: scores }), { minLength: FEWEST_LABELS, maxLength: 120 })
  .map((drawn) => [...times(5, 1, 2), ...times(5, 5, 4), ...drawn]);

describe('weighted kappa', () => {
  it.each(published)('is as published: $name', ({ given, expected }) => {
    const { kappa, standardError } = weightedKappa(given.table, WEIGHTS[given.weights]);
    expect(kappa).toBeCloseTo(expected.kappa, expected.digits);
    // Not every source prints its standard error.
    expect(standardError).toBeCloseTo(expected.standardError ?? standardError, expected.digits);
  });

  it('cannot be said where both raters always gave the same score', () => {
    const table = [
      [0, 0],
      [0, 9],
    ];
    expect(() => weightedKappa(table)).toThrow('not all one and the same score');
    expect(() => weightedKappa([[0]])).toThrow('not all one and the same score');
  });

  it('is the same whichever rater comes first, and whichever end of the scale', () => {
    fc.assert(
      fc.property(enough, (labels) => {
        const { confusion, kappa } = calibrate(labels);
        const swapped = weightedKappa(SCORES.map((_, column) => confusion.map((row) => row[column]!)));
        expect(swapped.kappa).toBeCloseTo(kappa.value, 10);
        expect(calibrate(labels.map(mirrored)).kappa.value).toBeCloseTo(kappa.value, 10);
      }),
    );
  });
});

/** The same labels on a scale that is turned round. */
function mirrored({ human, judge }: ScoredTwice): ScoredTwice {
  return { human: (6 - human) as Score, judge: (6 - judge) as Score };
}

describe('a calibration', () => {
  it('counts what is the same and what is a point apart', () => {
    const labels = [...times(30, 5, 5), ...times(10, 1, 2), ...times(10, 4, 1)];
    const { exact, withinOne, confusion } = calibrate(labels);
    expect([exact, withinOne]).toEqual([0.6, 0.8]);
    expect(confusion).toEqual([
      [0, 10, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [10, 0, 0, 0, 0],
      [0, 0, 0, 0, 30],
    ]);
  });

  it('finds nothing to say against a judge that always agrees', () => {
    const calibration = calibrate(perfect);
    expect(calibration.kappa).toEqual({ value: 1, low: 1, high: 1 });
    expect(calibration.bias).toEqual({ value: 0, low: 0, high: 0 });
    expect(calibration.slope.value).toBeCloseTo(1, 12);
  });

  it('has a kappa of -1 for a judge that turns the scale round, and no interval that is no number', () => {
    const labels = [...times(30, 1, 5), ...times(30, 5, 1)];
    expect(calibrate(labels).kappa).toEqual({ value: -1, low: -1, high: -1 });
  });

  it('has the bias and its interval by hand: 25 times 1 and 25 times 0', () => {
    const { bias } = calibrate([...times(15, 1, 2), ...times(10, 4, 5), ...times(15, 1, 1), ...times(10, 4, 4)]);
    // The t quantile of 49 degrees of freedom is 2.0096, and the standard error √(50 · 0.25 / 49 / 50) = 0.07143.
    expect(bias.value).toBe(0.5);
    expect(bias.high - bias.value).toBeCloseTo(2.0096 * 0.07143, 4);
    expect(bias.value - bias.low).toBeCloseTo(bias.high - bias.value, 12);
  });

  it('has the slope of a judge that only uses the middle', () => {
    const labels = [...times(20, 1, 2), ...times(20, 3, 3), ...times(20, 5, 4)];
    expect(calibrate(labels).slope.value).toBeCloseTo(0.5, 12);
  });

  it('has intervals around its figures, within what they can be', () => {
    fc.assert(
      fc.property(enough, (labels) => {
        const { kappa, bias, slope, exact, withinOne, confusion } = calibrate(labels);
        for (const { value, low, high } of [kappa, bias, slope]) {
          expect(low).toBeLessThanOrEqual(value + 1e-12);
          expect(high).toBeGreaterThanOrEqual(value - 1e-12);
        }
        expect(kappa.low).toBeGreaterThanOrEqual(-1);
        expect(kappa.high).toBeLessThanOrEqual(1);
        expect(exact).toBeLessThanOrEqual(withinOne);
        expect(confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(labels.length);
      }),
    );
  });

  it('has the same kappa and narrower intervals with four times the same labels', () => {
    fc.assert(
      fc.property(enough, (labels) => {
        const [once, four] = [calibrate(labels), calibrate([...labels, ...labels, ...labels, ...labels])];
        expect(four.kappa.value).toBeCloseTo(once.kappa.value, 10);
        expect(four.kappa.high - four.kappa.low).toBeLessThan(once.kappa.high - once.kappa.low + 1e-12);
        expect(four.bias.high - four.bias.low).toBeLessThan(once.bias.high - once.bias.low + 1e-12);
      }),
    );
  });

  it('loses kappa with each agreement that becomes a disagreement', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 }), fc.constantFrom<Score>(2, 3, 4, 5), (wrong, judge) => {
        const others = perfect.filter(({ human }) => human !== 1);
        const withWrong = (count: number) => [...others, ...times(count, 1, judge), ...times(12 - count, 1, 1)];
        const [before, after] = [calibrate(withWrong(wrong)), calibrate(withWrong(wrong + 1))];
        expect(after.kappa.value).toBeLessThan(before.kappa.value);
      }),
    );
  });

  it('refuses too few labels, and labels of one kind, with what to do', () => {
    expect(labelProblems(perfect)).toEqual([]);
    expect(labelProblems(times(49, 5, 5))).toEqual([
      'There are 49 labels with both scores, and 50 are needed: have people score more.',
      'People scored 1 or 2 in 0 labels, and 5 are needed: add answers that are known to be bad, such as those of an older version.',
    ]);
    expect(labelProblems(times(60, 3, 3))).toHaveLength(2);
    expect(() => calibrate(times(60, 3, 3))).toThrow('People scored 4 or 5 in 0 labels');
  });
});

describe('what a calibration means', () => {
  const estimate = (value: number, low: number, high: number) => ({ value, low, high });
  const calibration = (values: Partial<Calibration>): Calibration => ({ ...calibrate(perfect), ...values });

  it.each([
    [0.85, 'almost perfect'],
    [0.6, 'substantial'],
    [0.41, 'moderate'],
    [0.2, 'fair'],
    [0.05, 'slight'],
    [-0.3, 'no'],
  ])('says in words what kappa is at least: %s', (low, words) => {
    const [sentence = ''] = calibrationSentences(calibration({ kappa: estimate(0.9, low, 0.95) }));
    expect(sentence).toContain(`at least ${words} agreement (kappa is above ${low.toFixed(2)})`);
    expect(sentence.includes('That is enough for a gate that blocks')).toBe(low >= 0.6);
  });

  it('says that a bias cancels, and which way it goes', () => {
    const kinder = calibrationSentences(calibration({ bias: estimate(0.3, 0.1, 0.5) }));
    const stricter = calibrationSentences(calibration({ bias: estimate(-0.3, -0.5, -0.1) }));
    const neither = calibrationSentences(calibration({ bias: estimate(0.3, -0.1, 0.7) }));
    expect(kinder[1]).toMatch(/^The judge is kinder than people by 0\.30 points\..* cancels/u);
    expect(stricter[1]).toMatch(/^The judge is stricter than people by 0\.30 points\./u);
    expect(neither[1]).toBe('Nothing shows that the judge is kinder or stricter than people.');
  });

  it('says which margin holds green to the same drop by people', () => {
    const flat = calibrationSentences(calibration({ slope: estimate(0.8, 0.625, 0.9) }), 0.2);
    expect(flat[2]).toContain('A margin of 0.2 may let a drop of 0.32 by people');
    expect(flat[2]).toMatch(/set the margin to 0\.125\.$/u);
    expect(calibrationSentences(calibration({ slope: estimate(1.2, 1.1, 1.3) }))[2]).toContain('0.2 can stay');
    expect(calibrationSentences(calibration({ slope: estimate(0.1, -0.1, 0.3) }))[2]).toContain('do not use it');
  });
});
