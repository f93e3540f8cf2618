import type { GateRecord, Release } from '../release/release';

/** A release of a service with what its gates said. */
export interface PastRelease {
  readonly release: Release;
  readonly gates: readonly GateRecord[];
}

/** After so long a release that did not go bad was good, in milliseconds. */
export const SETTLED_MS = 24 * 60 * 60 * 1000;

/** What became of a release; `undecided` where nobody can tell yet, or its change never served. */
export type Fate = 'good' | 'bad' | 'undecided';

/**
 * What became of each release, in the order of the list: bad is one that was rolled back or failed, and one that
 * was undone within 24 hours, by a release from its new version back to its old one. One that an enforcing gate blocked never served, so nobody
 * knows what would have become of it.
 *
 * @param now milliseconds since the epoch
 */
export function fates(releases: readonly Release[], now: number): readonly Fate[] {
  return releases.map((release) => {
    switch (release.state) {
      case 'rolled-back':
      case 'failed':
        return 'bad';
      case 'released': {
        const endedAt = release.endedAt ?? release.openedAt;
        if (releases.some((later) => undoes(later, release, endedAt))) return 'bad';
        return now - endedAt >= SETTLED_MS ? 'good' : 'undecided';
      }
      case 'blocked':
      case 'gating':
      case 'shifting':
      case 'verifying':
      case 'refused':
      case 'rolling-back':
        return 'undecided';
    }
  });
}

/** Whether a later release put back what one had replaced: it goes from its new version to its old one. */
function undoes(later: Release, release: Release, endedAt: number): boolean {
  const after = later.openedAt - endedAt;
  return (
    later.functionName === release.functionName &&
    later.aliasName === release.aliasName &&
    after >= 0 &&
    after <= SETTLED_MS &&
    later.blue === release.green &&
    later.green === release.blue
  );
}
