import { longestQuietMs, stuckEvent } from '../../../lib/domain/release/stuck';
import { RELEASE_STATES, isTerminal } from '../../../lib/domain/release/release';
import { releaseIn } from './example-release';

const HOUR = 3_600_000;
const watch = { windowMinutes: 60, settleSeconds: 120 };

describe('the longest time in which nothing happens to a release', () => {
  it.each([
    ['the hours of two hooks, the shift and half an hour more', { shiftMinutes: 30 }, 3 * HOUR],
    ['that of all at once', { shiftMinutes: 0 }, 2.5 * HOUR],
    ['what a watch goes by', { watch }, 3.5 * HOUR],
    ['the longest shift there is, where the manifest does not say', {}, 50.5 * HOUR],
    ['the same without a manifest', undefined, 50.5 * HOUR],
  ])('is %s', (_, manifest, expected) => {
    expect(longestQuietMs(manifest)).toBe(expected);
  });
});

describe('a release to which nothing happens', () => {
  const after = (ms: number) => ({ lastEventAt: 1000, manifest: { shiftMinutes: 0 }, at: 1000 + ms });

  it('is stuck once that takes longer than it can', () => {
    const release = releaseIn({ state: 'shifting' });
    expect(stuckEvent(release, after(2.5 * HOUR - 1))).toBeUndefined();
    expect(stuckEvent(release, after(2.5 * HOUR))).toEqual({ kind: 'stuck', at: 1000 + 2.5 * HOUR, since: 1000 });
  });

  it.each(RELEASE_STATES)('is stuck only where it has not ended: %s', (state) => {
    expect(stuckEvent(releaseIn({ state }), after(100 * HOUR)) === undefined).toBe(isTerminal(state));
  });

  it('is stuck no second time', () => {
    expect(stuckEvent(releaseIn({ state: 'shifting', stuckAt: 1 }), after(100 * HOUR))).toBeUndefined();
  });
});
