import fc from 'fast-check';
import { proportionInterval } from '../../../lib/domain/statistics/proportion-interval';
import { wilsonInterval } from '../../../lib/domain/statistics/wilson-interval';

describe('the Wilson interval of a share', () => {
  // Newcombe, "Two-sided confidence intervals for the single proportion" (Statistics in Medicine 17, 1998), table I, method 3.
  it.each<[number, number, number, number]>([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d of %d is %p to %p', (hits, trials, lower, upper) => {
    const interval = wilsonInterval(hits, trials);
    expect(interval.lower).toBeCloseTo(lower, 4);
    expect(interval.upper).toBeCloseTo(upper, 4);
  });

  it('says nothing of nothing', () => {
    expect(wilsonInterval(0, 0)).toEqual({ lower: 0, upper: 1 });
  });

  it('holds the share, stays within 0 and 1, and is that of the rest turned round', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (hits, misses) => {
        fc.pre(hits + misses > 0);
        const { lower, upper } = wilsonInterval(hits, hits + misses);
        const share = hits / (hits + misses);
        expect([lower >= 0, lower <= share, share <= upper, upper <= 1]).toEqual([true, true, true, true]);
        expect(wilsonInterval(misses, hits + misses).lower).toBeCloseTo(1 - upper, 10);
      }),
    );
  });

  it('is no wider than the exact one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 30 }), (hits, misses) => {
        const wilson = wilsonInterval(hits, hits + misses);
        const exact = proportionInterval(hits, hits + misses);
        expect(wilson.upper - wilson.lower).toBeLessThan(exact.upper - exact.lower + 0.02);
      }),
    );
  });
});
