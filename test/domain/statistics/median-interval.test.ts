import fc from 'fast-check';
import { medianInterval, medianOf } from '../../../lib/domain/statistics/median-interval';
import { seededRandom } from '../../../lib/domain/statistics/seeded-random';

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a median', () => {
  it.each<[readonly number[], number | undefined]>([
    [[], undefined],
    [[7], 7],
    [[9, 1], 5],
    [[3, 1, 2], 2],
    [[10, 9, 1, 2], 5.5],
  ])('of %j is %p', (values, expected) => {
    expect(medianOf(values)).toBe(expected);
  });

  // Ranks of the 95 % interval, from the table of the binomial distribution with p = 1/2.
  it.each<[number, number, number]>([
    [6, 1, 6],
    [8, 1, 8],
    [9, 2, 8],
    [11, 2, 10],
    [12, 3, 10],
    [20, 6, 15],
    [50, 18, 33],
    [100, 40, 61],
  ])('of %d values lies between the values of rank %d and %d', (count, lower, upper) => {
    expect(medianInterval(range(count))).toEqual({ lower, upper });
  });

  it('of fewer than six values has no interval', () => {
    expect(range(5).map((count) => medianInterval(range(count)))).toEqual(Array(5).fill(undefined));
    expect(medianInterval([])).toBeUndefined();
  });

  it('of values that come in groups has the interval of so few as there are groups', () => {
    expect(medianInterval(range(600), 6)).toEqual({ lower: 1, upper: 600 });
    expect(medianInterval(range(900), 9)).toEqual({ lower: 101, upper: 800 });
    expect(medianInterval(range(100), 5)).toBeUndefined();
  });

  it('lies within its interval, and both come from the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 6, maxLength: 300 }), (values) => {
        const interval = medianInterval(values)!;
        expect(interval.lower).toBeLessThanOrEqual(medianOf(values)!);
        expect(interval.upper).toBeGreaterThanOrEqual(medianOf(values)!);
        expect(values).toContain(interval.lower);
      }),
    );
  });

  it('is in its interval in 95 % of samples and more', () => {
    const random = seededRandom('medians');
    const hits = range(4000).filter(() => {
      const { lower, upper } = medianInterval(Array.from({ length: 25 }, () => -Math.log(random())))!;
      return lower <= Math.LN2 && upper >= Math.LN2;
    });
    expect(hits.length / 4000).toBeGreaterThan(0.945);
  });

  it('of a hundred thousand values has one too', () => {
    const { lower, upper } = medianInterval(range(100_000))!;
    expect(lower).toBeCloseTo(50_000 - 1.96 * Math.sqrt(25_000), -1);
    expect(upper).toBe(100_001 - lower);
  });
});
