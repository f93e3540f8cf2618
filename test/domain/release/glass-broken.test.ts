import { RELEASE_STATES } from '../../../lib/domain/release/release';
import { transition } from '../../../lib/domain/release/transition';
import { releaseIn } from './example-release';

const glass = { id: 'bg-1', by: 'arn:jane', because: 'A fix.', at: 0, until: 9000 };
const broken = { kind: 'glass-broken' as const, at: 5, glass };

describe('a break-glass', () => {
  it('is kept with a release whose gates are asked', () => {
    const release = releaseIn({ state: 'gating' });
    const { next, effects } = transition(release, broken);
    expect(next).toEqual({ ...release, breakGlass: glass, revision: release.revision + 1 });
    expect(effects).toEqual([]);
  });

  it('is kept once: another changes nothing', () => {
    const release = releaseIn({ state: 'gating', breakGlass: glass });
    expect(transition(release, { ...broken, glass: { ...glass, id: 'bg-2' } }).next).toBe(release);
  });

  it.each(RELEASE_STATES.filter((state) => state !== 'gating'))('changes nothing of a release that is %s', (state) => {
    const release = releaseIn({ state });
    expect(transition(release, broken).next).toBe(release);
  });
});
