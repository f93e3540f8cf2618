import fc from 'fast-check';
import { canarySight, chanceOfErrorAlarm, type WatchedRelease } from '../../../lib/domain/foresight/canary-sight';
import cases from '../../cases/statistics/canary-sight.json';

// The expected figures of the table come from another program: a binomial count in a Poisson number of requests, held
// against a fixed share, which is as far above twice the usual one as is allowed.
describe('what the alarms of a canary can see', () => {
  it.each(cases)('is as worked out elsewhere: $name', ({ given, expected }) => {
    const { smallestIncreasePoints, byChance } = canarySight(given as WatchedRelease);
    expect(smallestIncreasePoints ?? null).toBe(expected.smallestIncreasePoints);
    expect(Math.abs(byChance - expected.byChance)).toBeLessThan(1e-9 + expected.byChance * 1e-4);
  });

  it('is nothing where all traffic moves at once', () => {
    expect(canarySight({ ...release, shape: { kind: 'all-at-once' } })).toEqual({
      steps: [],
      smallestIncreasePoints: undefined,
      byChance: 0,
      judgesLatency: false,
    });
  });

  it('counts the requests of green in each step', () => {
    const { steps } = canarySight({ ...release, shape: { kind: 'linear', percent: 30, intervalMinutes: 2 } });
    expect(steps).toEqual([
      { percent: 30, minutes: 2, requests: 60 },
      { percent: 60, minutes: 2, requests: 120 },
      { percent: 90, minutes: 2, requests: 180 },
    ]);
  });

  it('is the latency only where two minutes have a thousand requests each', () => {
    const judges = (requestsPerMinute: number, intervalMinutes = 10) =>
      canarySight({ ...release, requestsPerMinute, shape: { kind: 'canary', percent: 10, intervalMinutes } })
        .judgesLatency;
    expect([judges(20_000), judges(9_000), judges(20_000, 3)]).toEqual([true, false, false]);
  });
});

const release: WatchedRelease = {
  shape: { kind: 'canary', percent: 10, intervalMinutes: 10 },
  requestsPerMinute: 100,
  maxErrorIncreasePoints: 5,
  usualErrorRatePercent: 0.1,
};

const percent = fc.integer({ min: 1, max: 99 });
const minutes = fc.integer({ min: 1, max: 60 });
const kind = fc.constantFrom('canary' as const, 'linear' as const);
const requestsPerMinute = fc.double({ min: 0.01, max: 2000, noNaN: true });
const limit = fc.double({ min: 0, max: 50, noNaN: true });
const errorRate = fc.double({ min: 0, max: 100, noNaN: true });
const few = { numRuns: 60 };

const watched = fc.record({ kind, percent, minutes, requestsPerMinute, limit }).map((given): WatchedRelease => ({
  shape: { kind: given.kind, percent: given.percent, intervalMinutes: given.minutes },
  requestsPerMinute: given.requestsPerMinute,
  maxErrorIncreasePoints: given.limit,
  usualErrorRatePercent: 0.1,
}));

describe('the chance that the error-rate alarm stops a release', () => {
  it('grows with the errors', () => {
    fc.assert(
      fc.property(watched, errorRate, errorRate, (one, rate, other) => {
        const [less, more] = [Math.min(rate, other), Math.max(rate, other)];
        expect(chanceOfErrorAlarm(one, more)).toBeGreaterThanOrEqual(chanceOfErrorAlarm(one, less) - 1e-9);
      }),
      few,
    );
  });

  it('grows with the time', () => {
    fc.assert(
      fc.property(watched, minutes, errorRate, (one, more, rate) => {
        const longer = { ...one.shape, intervalMinutes: intervalOf(one) + more } as WatchedRelease['shape'];
        const now = chanceOfErrorAlarm(one, rate);
        expect(chanceOfErrorAlarm({ ...one, shape: longer }, rate)).toBeGreaterThanOrEqual(now - 1e-9);
      }),
      few,
    );
  });

  // A share of few calls jumps with their number, so this holds in all cases only where every error counts:
  // where the alarm allows none, and twice blue's are none.
  it('grows with the traffic and with the share of a canary, where no error is allowed', () => {
    fc.assert(
      fc.property(minutes, percent, percent, requestsPerMinute, requestsPerMinute, errorRate, (...drawn) => {
        const [intervalMinutes, one, other, traffic, otherTraffic, rate] = drawn;
        const chance = (share: number, requests: number) =>
          chanceOfErrorAlarm(
            {
              ...release,
              shape: { kind: 'canary', percent: share, intervalMinutes },
              requestsPerMinute: requests,
              maxErrorIncreasePoints: 0,
              usualErrorRatePercent: 0,
            },
            rate,
          );
        const more = chance(Math.max(one, other), Math.max(traffic, otherTraffic));
        expect(more).toBeGreaterThanOrEqual(chance(Math.min(one, other), Math.min(traffic, otherTraffic)) - 1e-9);
      }),
      few,
    );
  });
});

describe('the smallest increase that is seen', () => {
  it('is where the alarm begins to stop nine of ten, to a tenth of a point', () => {
    fc.assert(
      fc.property(watched, (one) => {
        const points = canarySight(one).smallestIncreasePoints;
        const isSeen = (increase: number) => chanceOfErrorAlarm(one, 0.1 + increase) >= 0.9;
        expect(isSeen(points ?? 99.9)).toBe(points !== undefined);
        // An increase of nothing is the usual error rate: there is nothing below it to be seen.
        const below = points === undefined ? 99.8 : points - 0.15;
        expect(below > 0 && isSeen(below)).toBe(false);
      }),
      few,
    );
  });

  it('comes down to the threshold with very much traffic', () => {
    const points = canarySight({ ...release, requestsPerMinute: 1e9 }).smallestIncreasePoints ?? 100;
    // Five points above twice the usual tenth of a point, and so 5.1 above the usual.
    expect(Math.abs(points - 5.1)).toBeLessThanOrEqual(0.2);
  });
});

function intervalOf({ shape }: WatchedRelease): number {
  return shape.kind === 'all-at-once' ? 0 : shape.intervalMinutes;
}
