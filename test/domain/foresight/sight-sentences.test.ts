import { betterPlan, MOST_BY_CHANCE } from '../../../lib/domain/foresight/better-plan';
import { canarySight, type CanarySight, type WatchedRelease } from '../../../lib/domain/foresight/canary-sight';
import { canaryWatch } from '../../../lib/domain/foresight/canary-watch';
import { afterTheFact, sightSentences } from '../../../lib/domain/foresight/sight-sentences';
import cases from '../../cases/statistics/sight-sentences.json';
import { fencesOf } from '../../docs/fences';

describe('what is said of a canary', () => {
  it.each(cases)('fits what it can see: $name', ({ given, expected, isLittle }) => {
    expect(sightSentences(given as WatchedRelease)).toEqual({ sentences: expected, isLittle });
  });

  it('is what the guide prints', () => {
    const said = cases.map(({ expected }) => expected.join(' '));
    const printed = fencesOf('docs/guides/what-a-canary-can-see.md')
      .filter(({ kind, text }) => kind === 'text' && !text.includes('A release costs'))
      .map(({ text }) =>
        text
          .replace(/^\[Info at [^\]]*\] /, '')
          .replace(/\s+/g, ' ')
          .trim(),
      );
    expect(printed).toHaveLength(2);
    expect(said).toEqual(expect.arrayContaining(printed));
  });
});

describe('a shift that a watch cannot follow', () => {
  it.each([
    ['is one at once', { kind: 'all-at-once' as const }, /^All traffic has moved at once, /],
    ['is a canary of a minute', { kind: 'canary' as const, percent: 10, intervalMinutes: 1 }, /within a minute, /],
    [
      'is one in steps of three minutes in all',
      { kind: 'linear' as const, percent: 25, intervalMinutes: 1 },
      /within 3 minutes, /,
    ],
  ])('%s', (_, shape, expected) => {
    expect(afterTheFact(shape)).toEqual([expect.stringMatching(expected)]);
  });

  it('is none of four minutes', () => {
    expect(afterTheFact({ kind: 'canary', percent: 10, intervalMinutes: 4 })).toEqual([]);
  });
});

/** What is seen with this plan: by the watch of errors, or else by the alarm. */
function seen(release: WatchedRelease): CanarySight {
  const sight = canarySight(release);
  const errors = release.watched?.errors;
  return errors ? { ...sight, smallestIncreasePoints: canaryWatch(release, errors).smallestIncreasePoints } : sight;
}

/** The cases in which another plan sees more. */
const improvable = cases.flatMap(({ name, given }) => {
  const release = given as WatchedRelease;
  const today = seen(release);
  const better = betterPlan(release, today);
  return better ? [{ name, release, today, better }] : [];
});

describe('a better plan', () => {
  it('is said wherever there is one', () => {
    const said = cases.filter(({ expected }) =>
      expected.some((sentence) => /(it|the watch) would show/.test(sentence)),
    );
    expect(improvable.map(({ name }) => name)).toEqual(said.map(({ name }) => name));
  });

  it.each(improvable)('sees what is said of it, more than today’s, and not by chance: $name', (one) => {
    const { release, today, better } = one;
    const sight = seen({ ...release, shape: better.shape });
    expect(sight.smallestIncreasePoints).toBe(better.smallestIncreasePoints);
    expect(better.smallestIncreasePoints).toBeLessThan(today.smallestIncreasePoints ?? 101);
    expect(sight.byChance).toBeLessThanOrEqual(Math.max(MOST_BY_CHANCE, today.byChance));
  });
});
