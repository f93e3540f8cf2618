import {
  awaitsCount,
  isReleaseState,
  isSettled,
  isTerminal,
  openRelease,
  RELEASE_STATES,
  type Release,
} from '../../../lib/domain/release/release';
import { newFirstRelease, newRelease, releaseIn } from './example-release';

const TERMINAL = ['released', 'blocked', 'rolled-back', 'failed'] as const;

describe('a release', () => {
  it('begins with its gates, without a reason, at its first revision', () => {
    expect(openRelease(newRelease)).toEqual({ ...newRelease, state: 'gating', reasons: [], revision: 1 });
  });

  it('is in one of its states, and in no other', () => {
    expect(RELEASE_STATES.filter(isReleaseState)).toEqual(RELEASE_STATES);
    expect(['', 'paused', 'Gating'].filter(isReleaseState)).toEqual([]);
  });

  it('has ended in four of them', () => {
    expect(RELEASE_STATES.filter(isTerminal)).toEqual(TERMINAL);
  });

  it.each<[string, Partial<Release>, boolean]>([
    ['it has ended, and its message is sent', { state: 'released', messageSentAt: 1 }, true],
    ['it has ended, and nobody was told', { state: 'released' }, false],
    ['its message is only claimed', { state: 'released', messageClaimedAt: 1 }, false],
    ['it has not ended', { state: 'shifting', messageSentAt: 1 }, false],
  ])('has nothing left to be done, or has, where %s', (_, change, expected) => {
    expect(isSettled(releaseIn(change))).toBe(expected);
  });

  it.each<[string, Partial<Release>, boolean]>([
    ['customers may have had it, and nobody counted', { state: 'rolled-back', shiftedAt: 1 }, true],
    ['it came through', { state: 'released', shiftedAt: 1 }, true],
    ['it failed on the way', { state: 'failed', shiftedAt: 1 }, true],
    ['it is under way', { state: 'shifting', shiftedAt: 1 }, false],
    ['it was blocked, after its gates had passed', { state: 'blocked', shiftedAt: 1 }, false],
    ['no traffic was ever to move', { state: 'failed' }, false],
    ['it was counted', { state: 'released', shiftedAt: 1, counted: { at: 2, requests: 5, failed: 0 } }, false],
    ['it cannot be counted, and that is known', { state: 'released', shiftedAt: 1, counted: { at: 2 } }, false],
  ])('waits for what customers had of it to be counted, or does not, where %s', (_, change, expected) => {
    expect(awaitsCount(releaseIn(change))).toBe(expected);
  });

  it('does not wait for that where no version served before it', () => {
    const first = openRelease(newFirstRelease);
    expect(awaitsCount({ ...first, state: 'released', shiftedAt: 1 })).toBe(false);
  });
});
