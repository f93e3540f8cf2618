import fc from 'fast-check';
import {
  firstLookSeconds,
  lookOverdueMs,
  MOST_SETTLE_SECONDS,
  nextLookSeconds,
  settleSeconds,
} from '../../../lib/domain/shift/look-times';
import { MINUTE_MS } from '../../../lib/domain/shift/metrics';
import { weightIn, weightRead } from '../../../lib/domain/shift/weight-spans';
import { at } from './example-shift';

const minutes = (count: number) => count * MINUTE_MS;

describe('the next look', () => {
  it.each<[string, number | undefined, boolean, number]>([
    ['before traffic moves', undefined, false, 30],
    ['at once', 0, false, 60],
    ['in the first hour', minutes(60) - 1, false, 60],
    ['later', minutes(60), false, 300],
    ['while a regression is told', minutes(60), true, 20],
  ])('%s', (_, sinceMs, isRinging, seconds) => {
    expect(nextLookSeconds({ sinceMs, isRinging })).toBe(seconds);
  });

  it('is not overdue while the watch waits for it and takes it', () => {
    expect(lookOverdueMs(minutes(59))).toBe(minutes(4));
    expect(lookOverdueMs(minutes(60))).toBe(minutes(8));
  });
});

describe('the first look', () => {
  it('is 30 to 89 seconds away, by the deployment', () => {
    const seconds = ['00000000', '0000003b', '0000003c', 'ffffffff1'].map((digest) => firstLookSeconds(digest));
    expect(seconds).toEqual([30, 89, 30, 30 + (0xffffffff % 60)]);
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{64}$/), (digest) => {
        expect(firstLookSeconds(digest)).toBeGreaterThanOrEqual(30);
        expect(firstLookSeconds(digest)).toBeLessThan(90);
      }),
    );
  });
});

describe('the last look', () => {
  it.each<[number | undefined, number]>([
    [3, 183],
    [0.5, 181],
    [120, 300],
    [900, 300],
    [undefined, 300],
  ])('of a function with a timeout of %s s waits for %s s', (timeout, seconds) => {
    expect(settleSeconds(timeout)).toBe(seconds);
    expect(seconds).toBeLessThanOrEqual(MOST_SETTLE_SECONDS);
  });
});

describe("green's weight in a minute", () => {
  const read = (...reads: readonly (readonly [minute: number, weight: number])[]) =>
    reads.reduce<ReturnType<typeof weightRead>>((spans, [minute, weight]) => weightRead(spans, at(minute), weight), []);

  it('is known where two looks around it read the same', () => {
    const spans = read([1, 0.1], [3, 0.1]);
    expect([0, 0.9, 1, 2, 2.1, 3].map((minute) => weightIn(spans, at(minute)))).toEqual([
      undefined,
      undefined,
      0.1,
      0.1,
      undefined,
      undefined,
    ]);
  });

  it('is not known where it changed between them', () => {
    const spans = read([1, 0.1], [3, 0.1], [6, 0.2], [8, 0.2]);
    expect([2, 3, 5, 6, 7, 8].map((minute) => weightIn(spans, at(minute)))).toEqual([
      0.1,
      undefined,
      undefined,
      0.2,
      0.2,
      undefined,
    ]);
  });
});
