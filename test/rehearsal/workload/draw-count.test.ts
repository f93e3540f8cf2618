import fc from 'fast-check';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { drawBinomial, drawPoisson } from '../../../lib/rehearsal/workload/draw-count';

const DRAWS = 20_000;

/** Mean and variance of so many counts, and how far each may be off by chance: five standard errors. */
function expectMoments(counts: readonly number[], mean: number, variance: number): void {
  const seenMean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const seenVariance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
  const fourthMoment = 3 * variance ** 2 + variance;
  expect(Math.abs(seenMean - mean)).toBeLessThan(5 * Math.sqrt(variance / counts.length));
  expect(Math.abs(seenVariance - variance)).toBeLessThan(5 * Math.sqrt(fourthMoment / counts.length));
}

const drawn = (draw: (uniform: () => number) => number) => {
  const uniform = new Randomness(7).stream('counts');
  return Array.from({ length: DRAWS }, () => draw(uniform));
};

describe('a count of what comes by itself', () => {
  it.each([0.01, 0.7, 6, 31.5, 600, 60_000])('has the mean %d, and as much variance', (mean) => {
    expectMoments(
      drawn((uniform) => drawPoisson(uniform, mean)),
      mean,
      mean,
    );
  });

  it('comes as often as Poisson says, count by count', () => {
    const counts = drawn((uniform) => drawPoisson(uniform, 3));
    for (let count = 0, chance = Math.exp(-3); count < 9; count++, chance *= 3 / count) {
      const seen = counts.filter((one) => one === count).length / DRAWS;
      expect(Math.abs(seen - chance)).toBeLessThan(5 * Math.sqrt(chance / DRAWS));
    }
  });

  it('is none where nothing comes', () => {
    expect(drawPoisson(() => 0.99, 0)).toBe(0);
  });
});

describe('a count of those that are so', () => {
  it.each([
    [1, 0.3],
    [10, 0.5],
    [40, 0.01],
    [6000, 0.002],
    [600_000, 0.3],
    [50, 0.99],
  ])('among %d has the mean and variance of the share %d', (among, share) => {
    const counts = drawn((uniform) => drawBinomial(uniform, among, share));
    expectMoments(counts, among * share, among * share * (1 - share));
  });

  it('is at least none and at most all, a whole number, for any draw', () => {
    const uniform = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(uniform, fc.nat(5000), fc.double({ min: 0, max: 1, noNaN: true }), (at, among, share) => {
        const count = drawBinomial(() => at, among, share);
        expect(Number.isInteger(count)).toBe(true);
        expect(count).toBeGreaterThanOrEqual(0);
        expect(count).toBeLessThanOrEqual(among);
      }),
    );
  });

  it.each([
    [0, 0],
    [1, 25],
  ])('is certain for the share %d', (share, expected) => {
    expect(drawBinomial(() => 0.5, 25, share)).toBe(expected);
  });
});
