import fc from 'fast-check';
import { locationShift } from '../../../bench/detection/peers/mann-whitney';

const Z95 = 1.959963984540054;
const Z98 = 2.3263478740408408;
const Z80 = 1.2815515655446004;

describe('the shift between two samples', () => {
  // Permeability constants of the human chorioamnion at term and at 12 to 26 weeks (Hollander and Wolfe, "Nonparametric
  // Statistical Methods", 1973), the example of R's wilcox.test: 0.305, from -0.15 to 0.76.
  const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
  const early = [1.15, 0.88, 0.9, 0.74, 1.21];

  it.each([
    ['as published', term, early, Z95, { lower: -0.15, upper: 0.76, estimate: 0.305 }],
    // The others: all shifts that SciPy 1.17's mannwhitneyu does not reject, asymptotic, corrected for continuity.
    ['at 98 %', term, early, Z98, { lower: -0.32, upper: 0.99, estimate: 0.305 }],
    ['with ties', [0, 0, 3, 5, 5, 8, 0, 4], [0, 1, 1, 0, 2, 0, 1, 3], Z95, { lower: -1, upper: 5, estimate: 2 }],
    ['with ties at 80 %', [0, 0, 3, 5, 5, 8, 0, 4], [0, 1, 1, 0, 2, 0, 1, 3], Z80, { lower: 0, upper: 4, estimate: 2 }],
    ['with few values', [5, 6, 7], [1, 2, 3], Z98, { lower: 2, upper: 6, estimate: 4 }],
  ])('%s', (_, first, second, quantile, { lower, upper, estimate }) => {
    const shift = locationShift(first, second, quantile);
    expect(shift.lower).toBeCloseTo(lower, 12);
    expect(shift.upper).toBeCloseTo(upper, 12);
    expect(shift.estimate).toBeCloseTo(estimate, 12);
  });

  const sample = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 9 });

  it('has bounds at which the test, ranked out in full, turns from rejected to not', () => {
    fc.assert(
      fc.property(sample, sample, (first, second) => {
        fc.pre(new Set(first).size > 1 || new Set(second).size > 1);
        const { lower, upper } = locationShift(first, second, Z80);
        // The values are whole, so a shift of a half more or less ties none of one sample with one of the other.
        const [least, most] = [Math.min(...first) - Math.max(...second), Math.max(...first) - Math.min(...second)];
        const turns = (sign: 1 | -1) => {
          for (let whole = least; whole <= most; whole++) {
            if (statistic(first, second, whole + 0.5) < sign * Z80) return whole;
          }
          return most;
        };
        expect([lower, upper]).toEqual([turns(1), turns(-1)]);
      }),
    );
  });

  it('is turned round with the samples, and moves with one of them', () => {
    fc.assert(
      fc.property(sample, sample, fc.integer({ min: -5, max: 5 }), (first, second, by) => {
        const { lower, upper, estimate } = locationShift(first, second, Z95);
        const turned = locationShift(second, first, Z95);
        expect([-turned.upper + 0, -turned.lower + 0, -turned.estimate + 0]).toEqual([
          lower + 0,
          upper + 0,
          estimate + 0,
        ]);
        const moved = locationShift(
          first.map((value) => value + by),
          second,
          Z95,
        );
        expect(moved).toEqual({ lower: lower + by, upper: upper + by, estimate: estimate + by });
        expect(lower <= estimate && estimate <= upper).toBe(true);
      }),
    );
  });
});

/** The rank sum of the first sample moved down, from average ranks, as a standard normal. */
function statistic(first: readonly number[], second: readonly number[], shift: number): number {
  const moved = first.map((value) => value - shift);
  const all = [...moved, ...second];
  const rank = (value: number) =>
    all.filter((other) => other < value).length + (all.filter((other) => other === value).length + 1) / 2;
  const [m, n] = [first.length, second.length];
  const above = moved.reduce((sum, value) => sum + rank(value), 0) - (m * (m + 1)) / 2 - (m * n) / 2;
  const ties = [...new Set(all)].reduce((sum, value) => {
    const times = all.filter((other) => other === value).length;
    return sum + times ** 3 - times;
  }, 0);
  const deviation = Math.sqrt(((m * n) / 12) * (m + n + 1 - ties / ((m + n) * (m + n - 1))));
  return (above - Math.sign(above) * 0.5) / deviation;
}
