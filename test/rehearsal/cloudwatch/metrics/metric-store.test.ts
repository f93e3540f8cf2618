import fc from 'fast-check';
import { MetricStore } from '../../../../lib/rehearsal/cloudwatch/metrics/metric-store';
import { sampleOfSet } from '../../../../lib/rehearsal/cloudwatch/metrics/sample';
import ranks from '../../../cases/cloudwatch/percentile-ranks.json';
import { isStatistic, type Statistic } from '../../../../lib/rehearsal/cloudwatch/metrics/statistic';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** When everything of a test can be seen, and nothing is old. */
const FAR = 2 * HOUR;
const errors = { namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'chat', Resource: 'chat:live' } };

/** A store whose clock stands at the start. */
function store(publicationDelayMs = MINUTE): MetricStore {
  return new MetricStore({ publicationDelayMs, highResolutionDelayMs: 10_000 }, () => 0);
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

  it.each([NaN, Infinity])('refuses the value %p', (value) => {
    expect(() => {
      store().record(errors, 0, value);
    }).toThrow('must be recorded as a number');
  });

  it('refuses periods that are not full minutes', () => {
    const metrics = store();
    metrics.record(errors, 0, 1);
    expect(() => read(metrics, 'Sum', 30_000)).toThrow('full minutes');
    expect(() => read(metrics, 'Sum', 500, 1, FAR, 10_000)).toThrow('full seconds');
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

describe('a metric of high resolution', () => {
  const fine = { resolution: 1 } as const;

  it('has datapoints for short periods, ten seconds after theirs are over', () => {
    const metrics = store();
    metrics.record(errors, 1_000, 1, fine);
    metrics.record(errors, 9_999, 2, fine);
    metrics.record(errors, 10_000, 4, fine);
    expect(read(metrics, 'Sum', 0, 2, 19_999, 10_000)).toEqual([undefined, undefined]);
    expect(read(metrics, 'Sum', 0, 2, 20_000, 10_000)).toEqual([3, undefined]);
    expect(read(metrics, 'Sum', 0, 2, 30_000, 10_000)).toEqual([3, 4]);
    expect(read(metrics, 'Sum', 0, 1, 30_000, 20_000)).toEqual([7]);
    expect(read(metrics, 'Maximum', 9_000, 2, 30_000, 1_000)).toEqual([2, 4]);
  });

  it('is added up by the minute like any other', () => {
    const metrics = store();
    for (const second of [0, 17, 59]) metrics.record(errors, second * 1000, 1, fine);
    expect(read(metrics, 'Sum')).toEqual([3]);
  });

  it('is not what a metric of standard resolution is: that has its datapoint at the start of the minute alone', () => {
    const metrics = store();
    metrics.record(errors, 35_000, 3);
    expect(read(metrics, 'Sum', 0, 6, FAR, 10_000)).toEqual([3, ...Array.from({ length: 5 }, () => undefined)]);
    expect(read(metrics, 'Sum', 0, 1, 2 * MINUTE - 1, 10_000)).toEqual([undefined]);
  });
});

describe('values that come in numbers', () => {
  it('count as often as they came', () => {
    const metrics = store();
    metrics.record(errors, 0, 5);
    metrics.record(errors, 0, { kind: 'value', value: 1, count: 3 });
    expect(['SampleCount', 'Sum', 'p50', 'p100'].map((name) => read(metrics, name as Statistic)[0])).toEqual([
      4, 8, 1, 5,
    ]);
  });

  it('have the percentile that single ones have', () => {
    const given = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 4 })), { minLength: 1 });
    fc.assert(
      fc.property(given, fc.integer({ min: 0, max: 100 }), (pairs, rank) => {
        const [counted, single] = [store(), store()];
        for (const [value, count] of pairs) {
          counted.record(errors, 0, { kind: 'value', value, count });
          for (let time = 0; time < count; time++) single.record(errors, 0, value);
        }
        expect(read(counted, `p${rank}`)[0]).toBeCloseTo(read(single, `p${rank}`)[0]!, 9);
      }),
    );
  });

  it('have totals but no percentile where only their totals are known', () => {
    const metrics = store();
    metrics.record(errors, 0, { kind: 'set', totals: { count: 4, sum: 10, minimum: 1, maximum: 6 } });
    metrics.record(errors, 0, 7);
    expect(
      ['SampleCount', 'Sum', 'Minimum', 'Maximum', 'p50'].map((name) => read(metrics, name as Statistic)[0]),
    ).toEqual([5, 17, 1, 7, undefined]);
  });

  it('have their percentile where the totals leave no doubt', () => {
    const metrics = store();
    metrics.record(errors, 0, sampleOfSet({ count: 3, sum: 6, minimum: 2, maximum: 2 }));
    expect(read(metrics, 'p90')).toEqual([2]);
    expect(sampleOfSet({ count: 3, sum: 6, minimum: 1, maximum: 3 }).kind).toBe('set');
  });
});

describe('the percentile rank', () => {
  it.each(ranks.cases)('$rank of $name is $expected', ({ minutes, rank, expected }) => {
    const metrics = store();
    for (const [minute, values] of minutes.entries()) {
      for (const [value = 0, count = 1] of values) {
        metrics.record(errors, minute * MINUTE, { kind: 'value', value, count });
      }
    }
    const [found] = read(metrics, rank as Statistic, 0, 1, FAR, minutes.length * MINUTE);
    expect(found).toBeCloseTo(expected, 9);
  });

  it.each(ranks.forms)('is not what $statistic asks for: $name', ({ statistic }) => {
    expect(isStatistic(statistic)).toBe(false);
  });

  it('has no datapoint where only totals are known, or nothing', () => {
    const metrics = store();
    metrics.record(errors, 0, { kind: 'set', totals: { count: 4, sum: 10, minimum: 1, maximum: 6 } });
    expect(read(metrics, 'PR(:10)', 0, 2)).toEqual([undefined, undefined]);
  });

  it('is the share of the values in the range, over any number of minutes', () => {
    const bound = fc.integer({ min: 0, max: 20 });
    const came = fc.tuple(fc.nat(3 * MINUTE - 1), bound, fc.integer({ min: 1, max: 3 }));
    fc.assert(
      fc.property(fc.array(came, { minLength: 1 }), bound, bound, (recorded, above, upTo) => {
        fc.pre(above < upTo);
        const metrics = store();
        for (const [at, value, count] of recorded) metrics.record(errors, at, { kind: 'value', value, count });
        const all = recorded.flatMap(([, value, count]) => new Array<number>(count).fill(value));
        const within = all.filter((value) => value > above && value <= upTo).length;
        const [found] = read(metrics, `PR(${above}:${upTo})`, 0, 1, FAR, 3 * MINUTE);
        expect(found).toBeCloseTo((100 * within) / all.length, 9);
      }),
    );
  });
});

describe('the unit of a metric', () => {
  const orders = { namespace: 'Shop', name: 'Orders', dimensions: {} };
  const sum = (metrics: MetricStore, unit?: string) =>
    metrics.read({ metric: orders, statistic: 'Sum', unit, from: 0, periodMs: MINUTE, periods: 1 }, FAR);

  it('is the one it is published with, and no data is found under another', () => {
    const metrics = store();
    metrics.record(orders, 0, 1, { unit: 'Count' });
    expect(metrics.unit(orders)).toBe('Count');
    expect(sum(metrics, 'Count')).toMatchObject([{ value: 1 }]);
    expect(sum(metrics)).toMatchObject([{ value: 1 }]);
    expect(sum(metrics, 'Bytes')).toEqual([undefined]);
  });

  it('may not change', () => {
    const metrics = store();
    metrics.record(orders, 0, 1, { unit: 'Count' });
    expect(() => {
      metrics.record(orders, 0, 1, { unit: 'Bytes' });
    }).toThrow('A metric with the units Count and Bytes');
  });
});

describe('the name of a statistic', () => {
  it.each(['Sum', 'p0', 'p99', 'p99.9', 'p100'])('may be %s', (name) => {
    expect(isStatistic(name)).toBe(true);
  });

  it.each(['sum', 'p101', 'p100.5', 'tm99', 'IQM', 'p', 'constructor'])('may not be %s', (name) => {
    expect(isStatistic(name)).toBe(false);
  });
});
