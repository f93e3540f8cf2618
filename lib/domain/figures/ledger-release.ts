import type { CommitFacts } from '../facts/commit-facts';
import type { Release } from '../release/release';
import type { FigureRelease } from './figure-release';

/** A release of the ledger, as figures go by it. */
export function figureReleaseOf(release: Release): FigureRelease {
  const { id, functionName, aliasName, state, openedAt, shiftedAt, endedAt, decidedAt, decidedBy, counted } = release;
  return {
    ...{ id, service: functionName, alias: aliasName, state, openedAt },
    ...{ shiftedAt, endedAt, decidedAt, decidedBy },
    ...{ requests: counted?.requests, failedRequests: counted?.failed },
    ...(release.facts ? ofCommit(release.facts) : {}),
    ...(release.breakGlass ? { glassBroken: true } : {}),
    source: 'ledger',
  };
}

/** The ledger has room for the newest commits only: where some are left out, the oldest are, and their times with them. */
function ofCommit({ commits, hotfix: mark }: CommitFacts): Partial<FigureRelease> {
  const hotfix = mark ?? 'no';
  if (!commits) return { hotfix };
  const { count, some } = commits;
  return { hotfix, commits: count, ...(some.length === count ? { committedAt: some.map(({ at }) => at) } : {}) };
}
