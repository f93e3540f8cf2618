import fc from 'fast-check';
import { chanceOfRedMinute } from '../../../lib/domain/foresight/red-minute';

const requests = fc.double({ min: 0, max: 400, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const percent = fc.double({ min: 0, max: 99, noNaN: true });

describe('a red minute', () => {
  it.each([
    ['of three requests, any one that failed is more than 5 %', 3, 0.1, 5, 1 - Math.exp(-0.3)],
    ['where none may fail, it is red with the first that does', 50, 0.01, 0, 1 - Math.exp(-0.5)],
    ['where all fail, it is red with the first request', 2, 1, 50, 1 - Math.exp(-2)],
    ['where nothing fails, it never is', 1000, 0, 0, 0],
    ['without requests, it never is', 0, 1, 0, 0],
  ])('has the chance that can be worked out by hand: %s', (_, mean, errorRate, maxErrorRatePercent, expected) => {
    expect(chanceOfRedMinute({ requests: mean, errorRate, maxErrorRatePercent })).toBeCloseTo(expected, 5);
  });

  it('is not red at the threshold itself, as one of twenty is not more than 5 %', () => {
    const chance = (maxErrorRatePercent: number) =>
      chanceOfRedMinute({ requests: 1e6, errorRate: 0.05, maxErrorRatePercent });
    // Half of the minutes are above the average, and none of such many is a tenth of a point away from it.
    expect(chance(5)).toBeCloseTo(0.5, 2);
    expect(chance(5.1)).toBeLessThan(0.001);
    expect(chance(4.9)).toBeGreaterThan(0.999);
  });

  it('is the likelier, the more requests fail and the lower the threshold is', () => {
    fc.assert(
      fc.property(requests, share, share, percent, percent, (mean, one, other, limit, otherLimit) => {
        const chance = (errorRate: number, maxErrorRatePercent: number) =>
          chanceOfRedMinute({ requests: mean, errorRate, maxErrorRatePercent });
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const [low, high] = [Math.min(limit, otherLimit), Math.max(limit, otherLimit)];
        expect(chance(more, limit)).toBeGreaterThanOrEqual(chance(less, limit) - 1e-9);
        expect(chance(one, low)).toBeGreaterThanOrEqual(chance(one, high) - 1e-9);
      }),
    );
  });
});
