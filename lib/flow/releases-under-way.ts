import type { UnderWay } from '../domain/policy/schedule';
import type { Ledger } from '../domain/release/ledger';
import { isTerminal } from '../domain/release/release';

/** The releases of a platform that have not ended, by the index of those that are not settled. */
export async function releasesUnderWay(ledger: Pick<Ledger, 'unsettled' | 'read'>): Promise<readonly UnderWay[]> {
  const releases = await Promise.all((await ledger.unsettled()).map((id) => ledger.read(id)));
  return releases.flatMap((release) => (release && !isTerminal(release.state) ? [release] : []));
}
