import fc from 'fast-check';
import { judgeLoad } from '../../../../lib/domain/gates/synthetic-load/judge-load';

const limits = { requests: 200, maxErrorRatePercent: 1, maxLatencyMs: 500, withinSeconds: 60 };
const quick = (count: number) => Array.from({ length: count }, () => 100);
const slow = (count: number) => Array.from({ length: count }, () => 501);

describe('calls under load', () => {
  it.each([
    ['as many as were asked for, without an error', quick(200), 0, 'pass', 'load-carried'],
    ['with just as many errors as may be', quick(200), 2, 'pass', 'load-carried'],
    ['with one error more', quick(200), 3, 'fail', 'too-many-errors'],
    [
      'with just as many slow ones as a 99th percentile lets be',
      [...quick(198), ...slow(2)],
      0,
      'pass',
      'load-carried',
    ],
    ['with all as slow as they may be', Array.from({ length: 200 }, () => 500), 0, 'pass', 'load-carried'],
    ['with one slow call more', [...quick(197), ...slow(3)], 0, 'fail', 'too-slow'],
    ['fewer than were asked for', quick(199), 0, 'inconclusive', 'not-enough-data'],
    ['none at all', [], 0, 'inconclusive', 'not-enough-data'],
    ['fewer, and too many errors already', quick(10), 3, 'fail', 'too-many-errors'],
    ['fewer, and too many slow ones already', slow(3), 0, 'fail', 'too-slow'],
    ['more than were asked for', [...quick(300), ...slow(3)], 3, 'pass', 'load-carried'],
  ])('are judged: %s', (_, latencies, errors, outcome, code) => {
    const judged = judgeLoad({ latencies, errors }, limits);
    expect([judged.outcome, judged.reasons[0]?.code]).toEqual([outcome, code]);
  });

  it.each([
    [quick(200), 1, '200 calls, 1 of them errors, 99th percentile 100 ms.'],
    [quick(150), 4, '4 of 150 calls failed; of 200 at most 1 % may be.'],
    [[...slow(3), ...quick(147)], 0, 'The 99th percentile was 501 ms, 3 of 150 calls took more than 500 ms.'],
    [quick(150), 0, 'Only 150 of 200 calls could be made within 60 s: not enough to judge.'],
  ])('have it said in a sentence (%#)', (latencies, errors, message) => {
    expect(judgeLoad({ latencies, errors }, limits).reasons.map((reason) => reason.message)).toEqual([message]);
  });

  it('have figures even where there are none', () => {
    expect(judgeLoad({ latencies: [], errors: 0 }, limits).figures).toEqual({
      ...{ calls: 0, errors: 0, errorRatePercent: 0, p99Ms: 0, slowestMs: 0 },
    });
  });

  it('have the 99th percentile of their times, in whatever order they came', () => {
    const latencies = fc.uniqueArray(fc.nat(1000), { minLength: 100, maxLength: 100 });
    fc.assert(
      fc.property(latencies, (unordered) => {
        const [, second] = [...unordered].sort((a, b) => b - a);
        expect(judgeLoad({ latencies: unordered, errors: 0 }, limits).figures.p99Ms).toBe(second);
      }),
    );
  });

  it('say how many, how slow, and how often in error', () => {
    expect(judgeLoad({ latencies: [...quick(197), 600, 700, 800], errors: 3 }, limits).figures).toEqual({
      ...{ calls: 200, errors: 3, errorRatePercent: 1.5, p99Ms: 600, slowestMs: 800 },
    });
  });

  const load = fc
    .array(fc.integer({ min: 0, max: 1000 }), { maxLength: 300 })
    .chain((latencies) => fc.record({ latencies: fc.constant(latencies), errors: fc.nat(latencies.length) }));
  const given = fc.record({
    requests: fc.integer({ min: 1, max: 300 }),
    maxErrorRatePercent: fc.integer({ min: 0, max: 99 }),
    maxLatencyMs: fc.integer({ min: 1, max: 1000 }),
    withinSeconds: fc.constant(60),
  });

  it('pass only where all were made and both limits hold, counted one by one', () => {
    fc.assert(
      fc.property(load, given, ({ latencies, errors }, limit) => {
        const atMost = latencies.filter((one) => one <= limit.maxLatencyMs).length;
        const holds =
          latencies.length >= limit.requests &&
          errors * 100 <= limit.maxErrorRatePercent * latencies.length &&
          atMost * 100 >= latencies.length * 99;
        expect(judgeLoad({ latencies, errors }, limit).outcome === 'pass').toBe(holds);
      }),
    );
  });

  it('that failed early would have failed with whatever calls were still to come', () => {
    fc.assert(
      fc.property(load, given, ({ latencies, errors }, limit) => {
        if (judgeLoad({ latencies, errors }, limit).outcome !== 'fail') return;
        const rest = Array.from({ length: Math.max(0, limit.requests - latencies.length) }, () => 0);
        expect(judgeLoad({ latencies: [...latencies, ...rest], errors }, limit).outcome).toBe('fail');
      }),
    );
  });
});
