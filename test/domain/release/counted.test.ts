import { RELEASE_STATES, type Release } from '../../../lib/domain/release/release';
import { transition } from '../../../lib/domain/release/transition';
import { releaseIn } from './example-release';

const counted = { kind: 'counted' as const, at: 9000 };
const ended = { state: 'rolled-back', shiftedAt: 2000 } as const;

describe('what customers had of a release', () => {
  it.each<[object, Release['counted']]>([
    [
      { requests: 120, failed: 7 },
      { at: 9000, requests: 120, failed: 7 },
    ],
    [
      { requests: 0, failed: 0 },
      { at: 9000, requests: 0, failed: 0 },
    ],
    [{}, { at: 9000 }],
    [{ failed: 7 }, { at: 9000 }],
  ])('is kept once it was counted, or is known to stay unknown: %j', (found, expected) => {
    const release = releaseIn(ended);
    const { next, effects } = transition(release, { ...counted, ...found });
    expect(next).toStrictEqual({ ...release, counted: expected, revision: release.revision + 1 });
    expect(effects).toEqual([]);
  });

  it('is counted once: another count changes nothing', () => {
    const release = releaseIn({ ...ended, counted: { at: 8000, requests: 1, failed: 0 } });
    expect(transition(release, { ...counted, requests: 120 })).toEqual({ next: release, effects: [] });
  });

  it.each(RELEASE_STATES.filter((state) => !['released', 'rolled-back', 'failed'].includes(state)))(
    'is not counted of one that is %s',
    (state) => {
      const release = releaseIn({ state, shiftedAt: 2000 });
      expect(transition(release, { ...counted, requests: 120 })).toEqual({ next: release, effects: [] });
    },
  );
});
