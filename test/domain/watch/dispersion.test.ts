import fc from 'fast-check';
import { seededRandom } from '../../../lib/domain/statistics/seeded-random';
import {
  afterErrors,
  dispersionOf,
  dispersionOfHistory,
  firstDispersion,
  type Dispersion,
} from '../../../lib/domain/watch/dispersion';

const errors = (blue: number, green: number) => ({
  blue: { calls: 900, errors: blue },
  green: { calls: 100, errors: green },
});

describe("the dispersion of blue's errors before the release", () => {
  it.each([
    ['nothing known', [], 1],
    ['no errors at all', Array(180).fill(0), 1],
    ['the same number each minute', Array(180).fill(4), 1],
    // (10 + 179 · 100) / (10 + 179 · 10) = 9.95 …
    ['ten errors every other minute', Array.from({ length: 180 }, (_, minute) => (minute % 2) * 10), 9.95],
    ['a hundred every other minute', Array.from({ length: 180 }, (_, minute) => (minute % 2) * 100), 10],
    ['a single burst', [0, 0, 0, 5, 0, 0, 0], 3],
  ])('%s', (_, history, expected) => {
    expect(dispersionOfHistory(history as number[])).toBeCloseTo(expected, 2);
  });

  it('does not take a slow change of the traffic for clusters', () => {
    expect(dispersionOfHistory(Array.from({ length: 180 }, (_, minute) => Math.round(minute / 10)))).toBe(1);
  });
});

describe('the dispersion during a shift', () => {
  /** So many looks, each with `size` errors at once to the version that chance picks. */
  const clusters = (size: number, looks: number) => {
    const random = seededRandom('clusters');
    let known = firstDispersion(1);
    for (let index = 0; index < looks; index++) {
      const green = Array.from({ length: 4 }, () => (random() < 0.1 ? size : 0)).reduce((sum, one) => sum + one, 0);
      known = afterErrors(known, errors(4 * size - green, green), 0.1);
    }
    return dispersionOf(known);
  };

  it('stays near 1 where errors come one by one, and finds the size of clusters', () => {
    expect(clusters(1, 2000)).toBeLessThan(1.15);
    expect(clusters(6, 2000)).toBeGreaterThan(4.5);
    expect(clusters(6, 2000)).toBeLessThan(7);
  });

  it('is not raised by a regression, which is no cluster', () => {
    let known = firstDispersion(1);
    for (let index = 0; index < 20; index++) known = afterErrors(known, errors(5, 30), 0.1);
    expect(dispersionOf(known)).toBe(1);
  });

  it('takes a little more than the usual for chance', () => {
    expect(dispersionOf(firstDispersion(1.3))).toBe(1);
    expect(dispersionOf(firstDispersion(4))).toBeCloseTo(4 - Math.sqrt(2 / 10), 12);
  });

  it('is not raised by a new weight', () => {
    let known = firstDispersion(1);
    for (let index = 0; index < 10; index++) known = afterErrors(known, errors(90, 10), 0.1);
    for (let index = 0; index < 10; index++) known = afterErrors(known, errors(50, 50), 0.5);
    expect(dispersionOf(known)).toBe(1);
  });

  it('is a number of 1 or more, whatever comes', () => {
    const look = fc.record({
      blue: fc.integer({ min: 0, max: 2000 }),
      green: fc.integer({ min: 0, max: 2000 }),
      share: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(look, { maxLength: 30 }), (looks) => {
        const known = looks.reduce<Dispersion>(
          (before, { blue, green, share }) => afterErrors(before, errors(blue, green), share),
          firstDispersion(1),
        );
        expect(dispersionOf(known)).toBeGreaterThanOrEqual(1);
        expect(Number.isFinite(known.sum)).toBe(true);
      }),
    );
  });
});
