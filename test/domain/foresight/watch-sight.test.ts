import fc from 'fast-check';
import { expectedCalls } from '../../../lib/domain/foresight/expected-calls';
import { chanceOfWatch, type WatchedMeasure } from '../../../lib/domain/foresight/watch-power';
import { minutesUntilWatched, smallestWatched } from '../../../lib/domain/foresight/watch-sight';
import { errorsMeasure } from '../../../lib/domain/foresight/watched-measures';
import type { TrafficShape } from '../../../lib/domain/traffic/traffic-shape';
import { seenAt } from './played-shift';

const measure = errorsMeasure({ tolerance: { factor: 1, extra: 0.01 }, share: 1 });
const canary = (percent: number, intervalMinutes: number) => ({ kind: 'canary' as const, percent, intervalMinutes });
const linear = (percent: number, intervalMinutes: number) => ({ kind: 'linear' as const, percent, intervalMinutes });

const RUNS = 150;

interface Promised {
  readonly shape: TrafficShape;
  readonly requestsPerSecond: number;
  readonly usual: number;
  readonly measure?: WatchedMeasure;
}

/** The share of shifts with an increase of so many points that the real watch has seen by a minute. */
function shareSeen(
  { shape, requestsPerSecond, usual, measure: of = measure }: Promised,
  points: number,
  by = Infinity,
) {
  const shift = {
    shape,
    requestsPerMinute: requestsPerSecond * 60,
    measure: of,
    blue: usual,
    green: usual + points / 100,
  };
  const seen = Array.from({ length: RUNS }, (_, run) => seenAt(shift, `sight / ${points} / ${run}`) ?? Infinity);
  return seen.filter((minute) => minute <= by && minute < Infinity).length / RUNS;
}

const grid: readonly Promised[] = [canary(10, 10), canary(25, 15), linear(10, 2)].flatMap((shape) =>
  [0.6, 10, 100].flatMap((requestsPerSecond) =>
    [0.001, 0.005, 0.02].map((usual) => ({ shape, requestsPerSecond, usual })),
  ),
);
const others: readonly Promised[] = [
  { shape: canary(10, 3), requestsPerSecond: 0.6, usual: 0.001 },
  { shape: canary(25, 60), requestsPerSecond: 0.1, usual: 0.02 },
  { shape: linear(20, 30), requestsPerSecond: 1, usual: 0.005 },
  { shape: linear(20, 10), requestsPerSecond: 0.6, usual: 0.001 },
  { shape: linear(20, 10), requestsPerSecond: 100, usual: 0.02 },
  { shape: canary(10, 10), requestsPerSecond: 10, usual: 0.005, measure: { ...measure, dispersion: 3 } },
  { shape: canary(25, 15), requestsPerSecond: 30, usual: 0.005, measure: { ...measure, dispersion: 2 } },
  { shape: canary(10, 10), requestsPerSecond: 10, usual: 0.001, measure: { ...measure, share: 0.3 } },
  {
    shape: canary(10, 10),
    requestsPerSecond: 10,
    usual: 0.001,
    measure: errorsMeasure({ tolerance: { factor: 10, extra: 0.0005 }, share: 1 }),
  },
  {
    shape: canary(10, 10),
    requestsPerSecond: 10,
    usual: 0.01,
    measure: { ...measure, tolerance: { factor: 1, extra: 0 }, warmUpTolerance: undefined },
  },
];

describe('what the watch would see', () => {
  it.each([...grid, ...others])('holds in shifts that are played: %j', (promised) => {
    const { shape, requestsPerSecond, usual, measure: of = measure } = promised;
    const steps = expectedCalls(shape, requestsPerSecond * 60);
    const points = smallestWatched(of, steps, usual) ?? 100;
    expect(points).toBeLessThan(100);
    expect(shareSeen(promised, points)).toBeGreaterThanOrEqual(0.86);
    // Half of it is a gamble at best: what is said is not far too much.
    expect(shareSeen(promised, points / 2)).toBeLessThan(0.7);
    const more = Math.min(1.5 * points, 100 * (1 - usual));
    const minutes = minutesUntilWatched(of, steps, usual, more) ?? 0;
    expect(shareSeen(promised, more, minutes)).toBeGreaterThanOrEqual(0.86);
  });

  it('is nothing where even an outage is too few calls, or no calls to compare with', () => {
    expect(smallestWatched(measure, expectedCalls(canary(10, 10), 1), 0.001)).toBeUndefined();
    expect(smallestWatched(measure, expectedCalls({ kind: 'all-at-once' }, 6000), 0.001)).toBeUndefined();
    expect(smallestWatched(measure, [{ minutes: 10, blueCalls: 0, greenCalls: 6000 }], 0.001)).toBeUndefined();
    expect(minutesUntilWatched(measure, expectedCalls(canary(10, 10), 1), 0.001, 99)).toBeUndefined();
  });

  it('comes down to the tolerance with very many calls, as near as the smallest stake gets', () => {
    const seen = [1e5, 1e7].map((perMinute) =>
      smallestWatched(measure, expectedCalls(canary(10, 10), perMinute), 0.001),
    );
    expect(seen).toEqual([1.3, 1.2]);
  });

  it('is known quickly, for two days as well', () => {
    const steps = expectedCalls(linear(1, 29), 6000);
    const began = process.cpuUsage();
    smallestWatched(measure, steps, 0.005);
    minutesUntilWatched(measure, steps, 0.005, 5);
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});

const percent = fc.integer({ min: 1, max: 99 });
const minutes = fc.integer({ min: 1, max: 90 });
const requestsPerMinute = fc.double({ min: 0.1, max: 5000, noNaN: true });
const usual = fc.double({ min: 0, max: 0.2, noNaN: true });
const increase = fc.double({ min: 0, max: 0.8, noNaN: true });

describe('the chance that the watch sees a canary', () => {
  const chance = (share: number, length: number, perMinute: number, blue: number, more: number) =>
    chanceOfWatch(measure, expectedCalls(canary(share, length), perMinute), { blue, green: blue + more });

  it('is a chance, grows with the increase, and is that of the allowed one at most without any', () => {
    fc.assert(
      fc.property(
        percent,
        minutes,
        requestsPerMinute,
        usual,
        increase,
        increase,
        (share, length, calls, blue, a, b) => {
          const [less, more] = [a, b].sort((one, other) => one - other) as [number, number];
          const least = chance(share, length, calls, blue, less);
          expect(least).toBeGreaterThanOrEqual(0);
          expect(least).toBeLessThanOrEqual(chance(share, length, calls, blue, more) + 1e-9);
          expect(chance(share, length, calls, blue, more)).toBeLessThanOrEqual(1);
          expect(chance(share, length, calls, blue, 0)).toBeLessThanOrEqual(0.01);
        },
      ),
    );
  });
});

describe('how soon it is seen', () => {
  it('is a minute in which there is a look, sooner the more is wrong, and no later than the end', () => {
    const shape = fc.constantFrom(canary(10, 10), canary(25, 97), linear(20, 30), linear(10, 1));
    fc.assert(
      fc.property(shape, fc.double({ min: 60, max: 6000, noNaN: true }), increase, (one, perMinute, more) => {
        const steps = expectedCalls(one, perMinute);
        const end = steps.reduce((sum, step) => sum + step.minutes, 0);
        const smallest = smallestWatched(measure, steps, 0.001) ?? 99.9;
        const points = Math.min(99.9, smallest + 100 * more);
        const until = minutesUntilWatched(measure, steps, 0.001, points) ?? Infinity;
        expect(until).toBeLessThanOrEqual(end);
        expect(until <= 60 || until % 5 === 0 || until === end).toBe(true);
        expect(minutesUntilWatched(measure, steps, 0.001, 99.9)).toBeLessThanOrEqual(until);
      }),
      { numRuns: 40 },
    );
  });
});
