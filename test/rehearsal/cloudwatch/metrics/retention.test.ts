import fc from 'fast-check';
import table from '../../../cases/cloudwatch/retention.json';
import { MetricStore } from '../../../../lib/rehearsal/cloudwatch/metrics/metric-store';
import { MOST_OFF, roundedKey, valueOfKey } from '../../../../lib/rehearsal/cloudwatch/metrics/rounded-value';
import { type Statistic } from '../../../../lib/rehearsal/cloudwatch/metrics/statistic';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 15, 12);
const times = { namespace: 'AWS/Lambda', name: 'Duration', dimensions: { FunctionName: 'chat' } };
const other = { ...times, name: 'Invocations' };

/** A store of which the test moves the clock. */
function store() {
  const clock = { now: START };
  const metrics = new MetricStore({ publicationDelayMs: MINUTE, highResolutionDelayMs: 10_000 }, () => clock.now);
  return {
    clock,
    metrics,
    /** Goes to a time, where the store looks through what has become old. */
    goTo: (now: number) => {
      clock.now = now;
      metrics.record(other, now, 1);
    },
    read: (statistic: Statistic, from = START, periodMs = MINUTE, periods = 1) =>
      metrics.read({ metric: times, statistic, from, periodMs, periods }, clock.now).map((found) => found?.value),
  };
}

describe('metrics that have become old', () => {
  it.each(table.cases)('have $name', ({ ageSeconds, periodSeconds, readable }) => {
    const { goTo, metrics, read } = store();
    metrics.record(times, START, 7, { resolution: 1 });
    goTo(START + ageSeconds * 1000);
    expect(read('Sum', START, periodSeconds * 1000)).toEqual([readable ? 7 : undefined]);
    expect(read('p90', START, periodSeconds * 1000)).toEqual([readable ? 7 : undefined]);
  });

  it('are added up by five minutes, then by the hour, with nothing lost', () => {
    const { goTo, metrics, read } = store();
    for (let minute = 0; minute < 60; minute++) metrics.record(times, START + minute * MINUTE, minute);
    const all = (periodMs: number) =>
      (['SampleCount', 'Sum', 'Minimum', 'Maximum', 'p50', 'PR(9:39)'] as const).flatMap((name) =>
        read(name, START, periodMs),
      );
    const expected = [60, 1770, 0, 59, 29.5, 50];
    for (const days of [1, 16, 70]) {
      goTo(START + days * DAY);
      expect(all(HOUR)).toEqual(expected);
    }
    goTo(START + 456 * DAY);
    expect(all(HOUR)).toEqual(expected.map(() => undefined));
    expect(metrics.metrics).toEqual([other]);
    metrics.record(times, START + 456 * DAY, 1);
    expect(metrics.metrics).toEqual([other, times]);
  });

  it('take values that come late, as those of the past that are recorded at once', () => {
    const { goTo, metrics, read } = store();
    const record = metrics.recorder([times]);
    record(START, 3);
    goTo(START + DAY);
    record(START, { kind: 'value', value: 5, count: 3 });
    expect(['SampleCount', 'p0', 'p100', 'PR(:4)'].flatMap((name) => read(name as Statistic))).toEqual([4, 3, 5, 25]);
    goTo(START + DAY + HOUR);
    expect(['SampleCount', 'p0', 'p100', 'PR(:4)'].flatMap((name) => read(name as Statistic))).toEqual([4, 3, 5, 25]);
  });

  it('have no percentile where only totals came in', () => {
    const { goTo, metrics, read } = store();
    metrics.record(times, START, { kind: 'set', totals: { count: 2, sum: 3, minimum: 1, maximum: 2 } });
    metrics.record(times, START + MINUTE, 1);
    goTo(START + DAY);
    expect(read('p50', START, MINUTE, 2)).toEqual([undefined, 1]);
    expect([...read('p50', START, HOUR), ...read('Sum', START, HOUR)]).toEqual([undefined, 4]);
  });

  it('have percentiles as close as is said, and all else as it was', () => {
    const value = fc.double({ min: 0.001, max: 900_000, noNaN: true });
    const came = fc.tuple(fc.nat(HOUR - 1), value, fc.integer({ min: 1, max: 3 }));
    const percentile = fc.constantFrom<Statistic>('p0', 'p50', 'p90', 'p99', 'p100');
    fc.assert(
      fc.property(fc.array(came, { minLength: 1, maxLength: 40 }), percentile, (recorded, asked) => {
        const { clock, goTo, metrics, read } = store();
        for (const [at, one, count] of recorded) {
          metrics.record(times, START + at, { kind: 'value', value: one, count });
        }
        clock.now = START + 2 * HOUR;
        const exact = read(asked, START, HOUR)[0]!;
        const before = (['SampleCount', 'Sum', 'Minimum', 'Maximum'] as const).flatMap((name) => read(name));
        goTo(START + 5 * HOUR);
        expect(metrics.size.open).toBe(1);
        expect(Math.abs(read(asked, START, HOUR)[0]! - exact)).toBeLessThanOrEqual(exact * MOST_OFF * (1 + 1e-9));
        expect((['SampleCount', 'Sum', 'Minimum', 'Maximum'] as const).flatMap((name) => read(name))).toEqual(before);
      }),
    );
  });
});

describe('the room that metrics need', () => {
  it('is, once they are old, a few hundred bytes for each minute with 35 calls', () => {
    const { clock, metrics } = store();
    const record = metrics.recorder([times]);
    const playHours = (hours: number) => {
      for (const end = clock.now + hours * HOUR; clock.now < end; clock.now += MINUTE) {
        // As spread as answers are: a middle of 400 ms, and a tail up to some seconds.
        for (let call = 0; call < 35; call++) record(clock.now, 400 * Math.exp(2 * Math.sin(call * 97 + clock.now)));
      }
      return metrics.size;
    };
    const early = playHours(8);
    const late = playHours(40);
    expect(early.open).toBeLessThanOrEqual(4 * 60 + 11);
    expect(late.open).toBeLessThanOrEqual(early.open + 10);
    const packedMinutes = 48 * 60 - late.open;
    expect(late.packedBytes / packedMinutes).toBeLessThan(480);
  });

  it('is less where values are equal, as counts are', () => {
    const { clock, metrics } = store();
    for (; clock.now < START + 48 * HOUR; clock.now += MINUTE) {
      for (let call = 0; call < 35; call++) metrics.record(other, clock.now, call % 2);
    }
    expect(metrics.size.packedBytes / (48 * 60 - metrics.size.open)).toBeLessThan(70);
  });
});

describe('a value that is rounded', () => {
  const value = fc.double({ min: -(2 ** 360), max: 2 ** 360, noNaN: true }).filter((one) => Math.abs(one) > 1e-300);

  it('is off by no more than said, and stays where it is when rounded again', () => {
    fc.assert(
      fc.property(value, (one) => {
        const rounded = valueOfKey(roundedKey(one));
        expect(Math.abs(rounded - one)).toBeLessThanOrEqual(Math.abs(one) * MOST_OFF);
        expect(valueOfKey(roundedKey(rounded))).toBe(rounded);
      }),
    );
  });

  it('is in no other order than before', () => {
    fc.assert(
      fc.property(value, value, (one, another) => {
        expect(Math.sign(roundedKey(one) - roundedKey(another)) * Math.sign(one - another)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is not off where it is a whole number up to 512', () => {
    for (let whole = -512; whole <= 512; whole++) expect(valueOfKey(roundedKey(whole))).toBe(whole);
  });
});
