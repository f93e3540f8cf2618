import { bakeSpan, secondsToNextBakeLook } from '../../../lib/domain/bake/bake-times';
import { bakeSeconds, MOST_BAKE_MINUTES } from '../../../lib/domain/gate/bake';
import { hookTimeProblems } from '../../../lib/domain/gate/hook-time';

const MINUTE = 60_000;
const MOVED = 29_000_000 * MINUTE + 20_000;

describe('the times of a bake', () => {
  it('has whole minutes, from the first that began when all traffic had moved', () => {
    expect(bakeSpan(MOVED, 5)).toEqual({ from: MOVED + 40_000, to: MOVED + 40_000 + 5 * MINUTE });
  });

  it.each([
    ['a minute later while it goes on', 4 * MINUTE, 60],
    ['when its last minute is published', 7 * MINUTE + 10_000, 30],
    ['never once that is', 7 * MINUTE + 40_000, undefined],
  ])('is looked at again %s', (_, since, seconds) => {
    expect(secondsToNextBakeLook(bakeSpan(MOVED, 5), MOVED + since)).toBe(seconds);
  });

  it('is over within what it takes at most', () => {
    for (const minutes of [1, 5, MOST_BAKE_MINUTES]) {
      expect(secondsToNextBakeLook(bakeSpan(MOVED, minutes), MOVED + bakeSeconds(minutes) * 1000)).toBeUndefined();
    }
  });
});

describe('the hour of the hook', () => {
  const watched = { name: 'error-rate', phase: 'in-flight', deadlineSeconds: 60 };
  const gate = (attempts: number) => ({
    ...{ name: 'orders', phase: 'after-traffic', deadlineSeconds: 60 },
    retry: { attempts, everySeconds: 60 },
  });

  it('has room for the longest bake, and not for a longer one', () => {
    expect(hookTimeProblems([watched], MOST_BAKE_MINUTES)).toEqual([]);
    expect(hookTimeProblems([watched], 33)).toEqual([
      '`bake` must fit into 2100 s of the hour that CodeDeploy waits, got: 33 minutes, which are 2250 s with the wait for the metrics of the last one and the look at them; bake for a shorter time',
    ]);
  });

  it('leaves gates less where a look at a bake comes after them, and says all that is too long at once', () => {
    expect(hookTimeProblems([watched, gate(13)])).toEqual([]);
    expect(hookTimeProblems([watched, gate(13)], 5)).toEqual([
      expect.stringContaining('must fit into 1610 s') as string,
    ]);
    expect(hookTimeProblems([watched, gate(14)], 40)).toHaveLength(2);
  });
});
