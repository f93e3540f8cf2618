import { firstReleasePrefix } from '../domain/release/first-release';
import type { ReleaseObservation } from '../rehearsal';
import type { LedgerEntry } from './ledger-view';

/** What the ledger has of the first release of an alias that a step created, or failed to; undefined where nothing. */
export function firstReleaseEntry(
  observed: ReleaseObservation,
  ledger: readonly LedgerEntry[],
): LedgerEntry | undefined {
  const { outcome, startedAt, endedAt, functionName, aliasName, stackName } = observed;
  if (outcome !== 'first-deploy' && outcome !== 'failed') return undefined;
  const own = ledger.filter(({ release }) => {
    if (release.blue !== undefined || release.openedAt < startedAt || release.openedAt > endedAt) return false;
    if (functionName !== '') return release.functionName === functionName && release.aliasName === aliasName;
    // The function went with its stack: all that is left of the name is the stack's.
    return release.id.startsWith(firstReleasePrefix(stackName));
  });
  return own.find(({ release }) => release.state === 'blocked') ?? own[0];
}
