import fc from 'fast-check';
import { Randomness } from '../../../lib/rehearsal/kernel/randomness';
import { drawPastMinute, type PastMinute } from '../../../lib/rehearsal/workload/draw-past-minute';
import { History, type PastTraffic } from '../../../lib/rehearsal/workload/history';
import { latencyAt } from '../../../lib/rehearsal/workload/latency';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 0, 5, 9, 3, 17);
const latencyMs = { p50: 100, p90: 200, p99: 400 };
const behaviour = { errorRate: 0.01, latencyMs };
const alias = { functionName: 'chat', aliasName: 'live' };

/** Everything that is counted of an alias's history. */
function written(past: PastTraffic | undefined, { seed = 7, times = 1 } = {}) {
  const minutes: { readonly startsAt: number; readonly minute: PastMinute }[] = [];
  const history = new History({
    randomness: new Randomness(seed),
    past,
    timeoutMs: () => 3000,
    count: (_, startsAt, minute) => minutes.push({ startsAt, minute }),
  });
  for (let time = 0; time < times; time++) history.write(alias, alias, behaviour, NOW + time * MINUTE);
  return { minutes, history };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe('the history of an alias', () => {
  it('has a minute for each of its minutes, up to the one in which its customers begin to come', () => {
    const { minutes } = written({ hours: 24, requestsPerSecond: 1 });
    const end = Date.UTC(2026, 0, 5, 9, 3);
    expect(minutes.map(({ startsAt }) => startsAt)).toEqual(
      Array.from({ length: 1440 }, (_, index) => end - (1440 - index) * MINUTE),
    );
  });

  it('is written once', () => {
    const past = { hours: 1, requestsPerSecond: 1 };
    expect(written(past, { times: 3 }).minutes).toEqual(written(past).minutes);
  });

  it('is the same for the same seed, and another for another', () => {
    const past = { hours: 1, requestsPerSecond: 1 };
    expect(written(past).minutes).toEqual(written(past).minutes);
    expect(written(past, { seed: 8 }).minutes).not.toEqual(written(past).minutes);
  });

  it('has as many calls and errors as its rates say', () => {
    const { minutes } = written({ hours: 24, requestsPerSecond: 10 });
    const calls = sum(minutes.map(({ minute }) => minute.calls));
    const errors = sum(minutes.map(({ minute }) => minute.errors));
    // Five standard deviations of 864,000 calls and of 8640 errors.
    expect(Math.abs(calls - 864_000)).toBeLessThan(4650);
    expect(Math.abs(errors - 8640)).toBeLessThan(465);
  });

  it('leaves out minutes in which nobody came', () => {
    const { minutes } = written({ hours: 24, requestsPerSecond: 0.01 });
    // 55 % of the minutes have none; five standard deviations are 94.
    expect(Math.abs(minutes.length - 1440 * (1 - Math.exp(-0.6)))).toBeLessThan(94);
    expect(minutes.every(({ minute }) => minute.calls > 0)).toBe(true);
  });

  it('is said to be drawn, where there is one', () => {
    expect(written({ hours: 24, requestsPerSecond: 2 }).history.assumptions()).toEqual([
      '24 hours of history of chat:live were drawn, not played: 2 requests/s that went as blue does, in AWS/Lambda’s Invocations, Errors and Duration alone.',
    ]);
    expect(written(undefined).history.assumptions()).toEqual([]);
    expect(written(undefined).minutes).toEqual([]);
  });
});

describe('a minute of calls that are drawn at once', () => {
  const drawMinutes = (count: number, given: Partial<Parameters<typeof drawPastMinute>[1]>, seed = 7) => {
    const draw = new Randomness(seed).stream('minutes');
    return Array.from({ length: count }, () =>
      drawPastMinute(draw, { perMinute: 600, behaviour, timeoutMs: 3000, ...given }),
    );
  };
  const shareAbove = (minutes: readonly PastMinute[], limit: number) => {
    const durations = minutes.flatMap((minute) => minute.durations);
    const above = durations.filter(({ ms }) => ms > limit);
    return sum(above.map(({ count }) => count)) / sum(durations.map(({ count }) => count));
  };

  it.each([0.2, 0.5, 0.9, 0.99, 0.998])('has the latency of its version, at the quantile %d', (quantile) => {
    const share = shareAbove(drawMinutes(2000, {}), latencyAt(quantile, latencyMs));
    // A group is a few calls of one duration, so the share differs more than that of single calls would.
    expect(Math.abs(share - (1 - quantile))).toBeLessThan(0.006 * Math.sqrt(1 - quantile));
  });

  it('has the slow tail of its version', () => {
    const tail = { ...behaviour, slow: { share: 0.1, byMs: 1000 } };
    expect(Math.abs(shareAbove(drawMinutes(1000, { behaviour: tail }), 1000) - 0.1)).toBeLessThan(0.002);
  });

  it('counts calls that run out of time as failed, and as long as they may last', () => {
    const minutes = drawMinutes(1000, { behaviour: { errorRate: 0, latencyMs }, timeoutMs: 200 });
    expect(shareAbove(minutes, 200)).toBe(0);
    const failed = sum(minutes.map(({ errors }) => errors)) / sum(minutes.map(({ calls }) => calls));
    expect(Math.abs(failed - 0.1)).toBeLessThan(0.003);
  });

  it.each([
    ['as often as may be, where each fails again', { failsAgain: 1 }, 3, 3],
    ['until one goes well', { failsAgain: 0.5 }, 1.75, 0.875],
    ['and may fail as any other', { failsAgain: 0 }, 1, 0],
  ])('has retries of its failed calls: %s', (_, said, calls, errors) => {
    const retries = { perFailure: 3, sameVersion: false, ...said };
    const minutes = drawMinutes(2000, { behaviour: { errorRate: 0.002, latencyMs, retries } });
    const allErrors = sum(minutes.map((minute) => minute.errors));
    const first = 2000 * 600 * 0.002;
    // Four standard deviations of 2400 clusters of up to four errors each.
    const within = 4 * 4 * Math.sqrt(first);
    expect(Math.abs(allErrors - first * (1 + errors))).toBeLessThan(within);
    const allCalls = sum(minutes.map((minute) => minute.calls));
    expect(Math.abs(allCalls - 2000 * 600 - first * calls)).toBeLessThan(within + 4 * Math.sqrt(2000 * 600));
    expect(sum(minutes.flatMap((minute) => minute.durations.map(({ count }) => count)))).toBe(allCalls);
  });

  it('has errors that scatter as much more as they are clustered', () => {
    const scatter = (perFailure: number) => {
      const retries = { perFailure, failsAgain: 1, sameVersion: false };
      const counts = drawMinutes(5000, { behaviour: { errorRate: 0.002, latencyMs, retries } }).map(
        ({ errors }) => errors,
      );
      const mean = sum(counts) / counts.length;
      return sum(counts.map((count) => (count - mean) ** 2)) / counts.length / mean;
    };
    expect(scatter(0)).toBeCloseTo(1, 0);
    expect(Math.abs(scatter(3) / 4 - 1)).toBeLessThan(0.1);
  });

  it('draws the same without retries as with none of them', () => {
    const retries = { perFailure: 0, failsAgain: 1, sameVersion: false };
    expect(drawMinutes(20, { behaviour: { ...behaviour, retries } })).toEqual(drawMinutes(20, {}));
  });

  it('counts each call once in each metric, and some dozen durations', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 100_000 }), (seed, perMinute) => {
        for (const { calls, errors, durations } of drawMinutes(3, { perMinute }, seed)) {
          expect(sum(durations.map(({ count }) => count))).toBe(calls);
          expect(errors).toBeLessThanOrEqual(calls);
          expect(durations.length).toBeLessThanOrEqual(40);
        }
      }),
    );
  });
});
