import fc from 'fast-check';
import { chanceOfAtLeast, poissonCounts } from '../../../lib/domain/statistics/poisson-counts';

const mean = fc.double({ min: 0, max: 3000, noNaN: true });

describe('the chances of a count', () => {
  it.each([
    ['nothing is expected', 0, 0, 1],
    ['one is expected and none comes', 1, 0, Math.exp(-1)],
    ['two are expected and three come', 2, 3, (Math.exp(-2) * 8) / 6],
    ['half a one is expected and two come', 0.5, 2, (Math.exp(-0.5) * 0.25) / 2],
  ])('are Poisson’s: %s', (_, expected, count, chance) => {
    const { first, chances } = poissonCounts(expected);
    expect(chances[count - first]).toBeCloseTo(chance, 14);
  });

  it('add up to 1, begin at 0 or above, and have the mean that is expected', () => {
    fc.assert(
      fc.property(mean, (expected) => {
        const { first, chances } = poissonCounts(expected);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(chances.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
        const average = chances.reduce((sum, one, index) => sum + one * (first + index), 0);
        expect(Math.abs(average - expected)).toBeLessThan(1e-6 * Math.max(1, expected));
      }),
    );
  });
});

describe('the chance of so many or more', () => {
  it('is 1 for none, e^-1 less for one of one, and what the normal approximation says of very many', () => {
    expect(chanceOfAtLeast(0, 5)).toBeCloseTo(1, 12);
    expect(chanceOfAtLeast(1, 1)).toBeCloseTo(1 - Math.exp(-1), 12);
    // One standard deviation above the mean: 15.87 %, with the correction for whole numbers and skewness 15.9 %.
    expect(chanceOfAtLeast(1_001_001, 1_000_000)).toBeCloseTo(0.1587, 3);
  });

  it('grows with what is expected, and shrinks with what is asked for', () => {
    fc.assert(
      fc.property(mean, mean, fc.nat(3000), (one, other, least) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(chanceOfAtLeast(least, more)).toBeGreaterThanOrEqual(chanceOfAtLeast(least, less) - 1e-9);
        expect(chanceOfAtLeast(least + 1, one)).toBeLessThanOrEqual(chanceOfAtLeast(least, one));
      }),
    );
  });
});
