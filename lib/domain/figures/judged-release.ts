import { failedCustomers, type FigureRelease, type Known } from './figure-release';

/** For so long after a failure, or after a deployment, the same alias again is taken as mending it. */
export const MENDING_MS = 48 * 3_600_000;

/** Why a deployment is rework. */
export const REWORK_SOURCES = ['annotation', 'branch', 'commit', 'after-failure'] as const;
export type ReworkSource = (typeof REWORK_SOURCES)[number];

/** A release with what its neighbours make of it. */
export interface JudgedRelease {
  readonly release: FigureRelease;
  /** Whether customers had it fail. */
  readonly failed: Known;
  /** Why it is rework; `no`, or `unknown`. */
  readonly rework: ReworkSource | 'no' | 'unknown';
  /** Whether the deployment before it, or a failure, had ended within 48 hours before. */
  readonly soonAfter: boolean;
  /** Of a failure: when the service was whole again, as far as it is known. */
  readonly restoredAt?: number | undefined;
}

/** Judges releases by those before and after them of the same alias, in time that grows with their number alone. */
export function judgedReleases(releases: readonly FigureRelease[]): readonly JudgedRelease[] {
  const aliases = new Map<string, FigureRelease[]>();
  for (const release of releases) {
    const key = JSON.stringify([release.service, release.alias]);
    const own = aliases.get(key);
    if (own) own.push(release);
    else aliases.set(key, [release]);
  }
  return [...aliases.values()].flatMap(judgedOfAlias);
}

function judgedOfAlias(releases: readonly FigureRelease[]): readonly JudgedRelease[] {
  const failures = new Ends(releases.filter((one) => failedCustomers(one) === 'yes'));
  const perhaps = new Ends(releases.filter((one) => failedCustomers(one) === 'unknown'));
  const deployments = new Ends(releases.filter(({ state }) => state === 'released'));
  return releases.map((release) => {
    const { openedAt } = release;
    const after = (ends: Ends) => openedAt - (ends.lastUntil(openedAt) ?? -Infinity) <= MENDING_MS;
    const afterFailure = after(failures);
    return {
      release,
      failed: failedCustomers(release),
      rework: reworkOf(release, afterFailure ? 'yes' : after(perhaps) ? 'unknown' : 'no'),
      soonAfter: afterFailure || after(perhaps) || after(deployments),
      restoredAt: restoredAt(release, deployments),
    };
  });
}

function reworkOf({ hotfix }: FigureRelease, afterFailure: Known): JudgedRelease['rework'] {
  if (hotfix !== undefined && hotfix !== 'no') return hotfix;
  if (afterFailure === 'yes') return 'after-failure';
  return hotfix === 'no' && afterFailure === 'no' ? 'no' : 'unknown';
}

/** The old version is back when the release has ended; a failure that nothing put back is mended by what is deployed next. */
function restoredAt({ state, endedAt }: FigureRelease, deployments: Ends): number | undefined {
  if (state === 'rolled-back') return endedAt;
  return state === 'failed' && endedAt !== undefined ? deployments.firstAfter(endedAt) : undefined;
}

/** When releases ended, to be searched by time. */
class Ends {
  private readonly sorted: readonly number[];

  constructor(releases: readonly FigureRelease[]) {
    this.sorted = releases.flatMap(({ endedAt }) => endedAt ?? []).sort((a, b) => a - b);
  }

  /** The last one at that time or before. */
  lastUntil(at: number): number | undefined {
    return this.sorted[this.countUntil(at) - 1];
  }

  firstAfter(at: number): number | undefined {
    return this.sorted[this.countUntil(at)];
  }

  private countUntil(at: number): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sorted[middle] ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
