import fc from 'fast-check';
import { MetricStore } from '../../../../lib/rehearsal/cloudwatch/metrics/metric-store';
import { isStatistic, type Statistic } from '../../../../lib/rehearsal/cloudwatch/metrics/statistic';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FAR = 1000 * HOUR;
const errors = { namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'chat', Resource: 'chat:live' } };

function store(publicationDelayMs = MINUTE): MetricStore {
  return new MetricStore({ publicationDelayMs, sampleRetentionMs: 3 * HOUR });
}

function read(metrics: MetricStore, statistic: Statistic, from = 0, periods = 1, now = FAR, periodMs = MINUTE) {
  return metrics.read({ metric: errors, statistic, from, periodMs, periods }, now).map((datapoint) => datapoint?.value);
}

describe('the metric store', () => {
  it.each<[Statistic, number]>([
    ['SampleCount', 4],
    ['Sum', 10],
    ['Average', 2.5],
    ['Minimum', 1],
    ['Maximum', 4],
    ['p0', 1],
    ['p50', 2.5],
    ['p90', 3.7],
    ['p99.9', 3.997],
    ['p100', 4],
  ])('gives %s of 3, 1, 4 and 2 as %p', (statistic, expected) => {
    const metrics = store();
    for (const value of [3, 1, 4, 2]) metrics.record(errors, 30_000, value);
    expect(read(metrics, statistic)).toEqual([expect.closeTo(expected, 9)]);
  });

  it('keeps a value in the minute its timestamp falls in', () => {
    const metrics = store();
    metrics.record(errors, MINUTE - 1, 1);
    metrics.record(errors, MINUTE, 2);
    metrics.record(errors, 5, 4);
    expect(read(metrics, 'Sum', 0, 2)).toEqual([5, 2]);
  });

  it('has no datapoint, rather than a zero, for a minute without values', () => {
    const metrics = store();
    metrics.record(errors, 0, 0);
    metrics.record(errors, 2 * MINUTE, 0);
    expect(read(metrics, 'Sum', 0, 4)).toEqual([0, undefined, 0, undefined]);
  });

  it('shows a minute only when the publication delay after its end is over', () => {
    const metrics = store(90_000);
    metrics.record(errors, 10, 1);
    expect(read(metrics, 'Sum', 0, 1, MINUTE + 89_999)).toEqual([undefined]);
    expect(read(metrics, 'Sum', 0, 1, MINUTE + 90_000)).toEqual([1]);
  });

  it('makes a period of the minutes that can be seen', () => {
    const metrics = store(MINUTE);
    for (const minute of [0, 1, 2, 3, 4]) metrics.record(errors, minute * MINUTE, 1);
    expect(read(metrics, 'Sum', 0, 1, 5 * MINUTE, 5 * MINUTE)).toEqual([4]);
    expect(read(metrics, 'Sum', 0, 1, 6 * MINUTE, 5 * MINUTE)).toEqual([5]);
  });

  it('matches dimensions exactly, in any order', () => {
    const metrics = store();
    metrics.record({ ...errors, dimensions: { Resource: 'chat:live', FunctionName: 'chat' } }, 0, 1);
    metrics.record({ ...errors, dimensions: { FunctionName: 'chat' } }, 0, 10);
    metrics.record({ ...errors, dimensions: {} }, 0, 100);
    metrics.record({ ...errors, namespace: 'Mine' }, 0, 1000);
    expect(read(metrics, 'Sum')).toEqual([1]);
  });

  it('takes a late value into a minute that was published already', () => {
    const metrics = store();
    metrics.record(errors, 0, 1);
    metrics.record(errors, 10 * MINUTE, 1);
    metrics.record(errors, 1, 1);
    expect(read(metrics, 'Sum', 0, 1, 10 * MINUTE)).toEqual([2]);
  });

  it('forgets single samples after a while but no total, and says so rather than answer wrongly', () => {
    const metrics = store();
    metrics.record(errors, 0, 7);
    metrics.record(errors, 3 * HOUR, 1);
    expect(read(metrics, 'p99')).toEqual([7]);
    metrics.record(errors, 3 * HOUR + MINUTE, 1);
    expect(read(metrics, 'Sum')).toEqual([7]);
    expect(() => read(metrics, 'p99')).toThrow('Statistic p99 so far in the past');
    expect(read(metrics, 'p99', 3 * HOUR)).toEqual([1]);
  });

  it('does not give a percentile of the late values alone', () => {
    const metrics = store();
    metrics.record(errors, 10 * HOUR, 1);
    metrics.record(errors, 0, 7);
    expect(() => read(metrics, 'p50')).toThrow('Statistic p50 so far in the past');
  });

  it.each([NaN, Infinity])('refuses the value %p', (value) => {
    expect(() => {
      store().record(errors, 0, value);
    }).toThrow('must be recorded as a number');
  });

  it('refuses periods that are not full minutes', () => {
    expect(() => read(store(), 'Sum', 30_000)).toThrow('full minutes');
    expect(() => read(store(), 'Sum', 0, 1, FAR, 10_000)).toThrow('full minutes');
  });

  it('gives the same totals whatever the order of recording', () => {
    const values = fc.array(fc.tuple(fc.nat(5 * MINUTE - 1), fc.integer({ min: -100, max: 100 })), { minLength: 1 });
    fc.assert(
      fc.property(values, (recorded) => {
        const [forward, backward] = [store(), store()];
        for (const [timestamp, value] of recorded) forward.record(errors, timestamp, value);
        for (const [timestamp, value] of recorded.toReversed()) backward.record({ ...errors }, timestamp, value);
        for (const statistic of ['SampleCount', 'Sum', 'Minimum', 'Maximum', 'p90'] as const) {
          expect(read(forward, statistic, 0, 5)).toEqual(read(backward, statistic, 0, 5));
        }
      }),
    );
  });

  it('has percentiles that grow with their rank, between minimum and maximum', () => {
    const ranks = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), ranks, (recorded, [one, other]) => {
        const metrics = store();
        for (const value of recorded) metrics.record(errors, 0, value);
        const percentile = (rank: number) => read(metrics, `p${rank}`)[0]!;
        const [low, high] = [percentile(Math.min(one, other)), percentile(Math.max(one, other))];
        expect(Math.min(...recorded) <= low && low <= high && high <= Math.max(...recorded)).toBe(true);
      }),
    );
  });
});

describe('the name of a statistic', () => {
  it.each(['Sum', 'p0', 'p99', 'p99.9', 'p100'])('may be %s', (name) => {
    expect(isStatistic(name)).toBe(true);
  });

  it.each(['sum', 'p101', 'p100.5', 'tm99', 'IQM', 'PR(1:2)', 'p', 'constructor'])('may not be %s', (name) => {
    expect(isStatistic(name)).toBe(false);
  });
});
