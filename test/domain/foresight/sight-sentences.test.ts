import { betterPlan, MOST_BY_CHANCE } from '../../../lib/domain/foresight/better-plan';
import { canarySight, type WatchedRelease } from '../../../lib/domain/foresight/canary-sight';
import { sightSentences } from '../../../lib/domain/foresight/sight-sentences';
import cases from '../../cases/statistics/sight-sentences.json';

describe('what is said of a canary', () => {
  it.each(cases)('fits what it can see: $name', ({ given, expected, isLittle }) => {
    expect(sightSentences(given as WatchedRelease)).toEqual({ sentences: expected, isLittle });
  });
});

/** The cases in which another plan sees more. */
const improvable = cases.flatMap(({ name, given }) => {
  const release = given as WatchedRelease;
  const today = canarySight(release);
  const better = betterPlan(release, today);
  return better ? [{ name, release, today, better }] : [];
});

describe('a better plan', () => {
  it('is said wherever there is one', () => {
    const said = cases.filter(({ expected }) => expected.some((sentence) => sentence.includes('it would show')));
    expect(improvable.map(({ name }) => name)).toEqual(said.map(({ name }) => name));
  });

  it.each(improvable)('sees what is said of it, more than today’s, and not by chance: $name', (one) => {
    const { release, today, better } = one;
    const sight = canarySight({ ...release, shape: better.shape });
    expect(sight.smallestIncreasePoints).toBe(better.smallestIncreasePoints);
    expect(better.smallestIncreasePoints).toBeLessThan(today.smallestIncreasePoints ?? 101);
    expect(sight.byChance).toBeLessThanOrEqual(Math.max(MOST_BY_CHANCE, today.byChance));
  });
});
