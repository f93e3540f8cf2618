import fc from 'fast-check';
import { backoffSeconds, MOST_RECEIVES } from '../../../lib/domain/delivery/backoff';

const HOUR = 3600;

describe('the wait before a message is tried again', () => {
  it('is twice as long each time, up to an hour', () => {
    expect([1, 2, 3, 4, 9, 10, 11, 20].map((receives) => backoffSeconds(receives, undefined))).toEqual([
      10,
      20,
      40,
      80,
      2560,
      HOUR,
      HOUR,
      HOUR,
    ]);
  });

  it('is what the channel asks for, as far as a queue can hide a message', () => {
    expect([0, 1, 17, 30_000, 86_400].map((asked) => backoffSeconds(3, asked))).toEqual([1, 1, 17, 30_000, 43_140]);
  });

  it('lets a channel be down for half a day before a message goes to the dead-letter queue', () => {
    const waits = Array.from({ length: MOST_RECEIVES - 1 }, (_, index) => backoffSeconds(index + 1, undefined));
    const hours = waits.reduce((sum, seconds) => sum + seconds, 0) / HOUR;
    expect(hours).toBeGreaterThan(10);
    expect(hours).toBeLessThan(13);
  });

  it('is always one that a queue takes', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.option(fc.nat(1e9), { nil: undefined }), (receives, asked) => {
        const seconds = backoffSeconds(receives, asked);
        expect(Number.isInteger(seconds) && seconds >= 1 && seconds < 43_200).toBe(true);
      }),
    );
  });
});
