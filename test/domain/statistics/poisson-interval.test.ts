import { poissonInterval } from '../../../lib/domain/statistics/poisson-interval';

describe('the interval of a count', () => {
  // Garwood's limits, as in the table of Ulm, "A simple method to calculate the confidence interval of a standardized
  // mortality ratio" (American Journal of Epidemiology 131, 1990).
  it.each<[number, number, number]>([
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
    [5, 1.623, 11.668],
    [10, 4.795, 18.39],
    [50, 37.11, 65.92],
    [100, 81.36, 121.63],
  ])('of %d is %p to %p', (count, lower, upper) => {
    const interval = poissonInterval(count);
    expect(interval.lower).toBeCloseTo(lower, 2);
    expect(interval.upper).toBeCloseTo(upper, 2);
  });

  it('holds the count, however many there are', () => {
    for (const count of [7, 500, 10_000]) {
      const { lower, upper } = poissonInterval(count);
      expect(lower).toBeLessThan(count);
      expect(upper).toBeGreaterThan(count);
      expect((upper - lower) / (2 * 1.96 * Math.sqrt(count + 1))).toBeCloseTo(1, 1);
    }
  });
});
