import fc from 'fast-check';
import { Randomness, type Draw } from '../../../lib/rehearsal/kernel/randomness';

function take(draw: Draw, count: number): readonly number[] {
  return Array.from({ length: count }, draw);
}

describe('a stream of chance', () => {
  it('gives the same numbers for the same seed and name', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), (seed, name) => {
        expect(take(new Randomness(seed).stream(name), 20)).toEqual(take(new Randomness(seed).stream(name), 20));
      }),
    );
  });

  it('stays within [0, 1)', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), (seed, name) => {
        for (const drawn of take(new Randomness(seed).stream(name), 20)) {
          expect(drawn).toBeGreaterThanOrEqual(0);
          expect(drawn).toBeLessThan(1);
        }
      }),
    );
  });

  it('is another for another seed and for another name', () => {
    const arrivals = take(new Randomness(1).stream('arrivals'), 5);
    expect(take(new Randomness(2).stream('arrivals'), 5)).not.toEqual(arrivals);
    expect(take(new Randomness(1).stream('failures'), 5)).not.toEqual(arrivals);
  });

  it('is not disturbed by draws from other streams', () => {
    const alone = take(new Randomness(7).stream('arrivals'), 10);
    const randomness = new Randomness(7);
    const arrivals = randomness.stream('arrivals');
    const failures = randomness.stream('failures');
    const between = alone.map((_, index) => {
      take(failures, index);
      return arrivals();
    });
    expect(between).toEqual(alone);
  });

  it('spreads evenly', () => {
    const drawn = take(new Randomness(3).stream('arrivals'), 10_000);
    for (let tenth = 0; tenth < 10; tenth++) {
      const share = drawn.filter((one) => Math.floor(one * 10) === tenth).length;
      // Ten times the standard deviation of 30 would be far out; four times is all but certain for a fixed seed.
      expect(Math.abs(share - 1000)).toBeLessThan(120);
    }
  });
});

describe('an identifier', () => {
  it('depends on the seed and the name alone', () => {
    const randomness = new Randomness(7);
    const first = randomness.identifier('deployment 1', 9);
    randomness.stream('arrivals')();
    expect(randomness.identifier('deployment 1', 9)).toBe(first);
    expect(new Randomness(7).identifier('deployment 1', 9)).toBe(first);
    expect(randomness.identifier('deployment 2', 9)).not.toBe(first);
    expect(new Randomness(8).identifier('deployment 1', 9)).not.toBe(first);
  });

  it('has the length and the letters asked for', () => {
    const randomness = new Randomness(7);
    expect(randomness.identifier('deployment 1', 9)).toMatch(/^[0-9A-Z]{9}$/);
    expect(randomness.identifier('event 1', 32, '0123456789abcdef')).toMatch(/^[0-9a-f]{32}$/);
  });
});
