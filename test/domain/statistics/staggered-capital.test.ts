import fc from 'fast-check';
import { afterFactors, broughtIn, firstCapital, totalCapital } from '../../../lib/domain/statistics/staggered-capital';

describe('capital that is brought in later', () => {
  it('is 1 in all until something is won or lost, however it is brought in', () => {
    const amounts = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), amounts, (bets, brought) => {
        const capital = brought.reduce(broughtIn, firstCapital(bets, 0.3));
        expect(totalCapital(capital)).toBeCloseTo(1, 12);
        expect(capital.reserve).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('wins with what was brought in after all else was lost', () => {
    const lost = afterFactors(firstCapital(2, 0.3), [-1e6, -1e6]);
    expect(totalCapital(lost)).toBe(0.3);
    expect(totalCapital(afterFactors(broughtIn(lost, 0.1), [Math.log(50), 0]))).toBeCloseTo(0.2 + 0.05 + 2.5, 12);
  });

  it('stays a number that can still be lost, after any gain', () => {
    const rich = afterFactors(firstCapital(1, 0), [1e9]);
    expect(totalCapital(rich)).toBe(1e30);
    expect(totalCapital(afterFactors(rich, [-Infinity]))).toBe(0);
    expect(totalCapital(afterFactors(afterFactors(firstCapital(1, 0), [-Infinity]), [1e9]))).toBe(0);
  });
});
