import type { CommitFacts } from '../domain/facts/commit-facts';
import type { FactsLedger } from '../domain/facts/facts-ledger';
import type { Release } from '../domain/release/release';

/** What is known of the commit of a release: as it was opened, or, where it was annotated later, what is known by now. */
export async function factsOf(
  { facts, subject }: Pick<Release, 'facts' | 'subject'>,
  ledger: Pick<FactsLedger, 'read'>,
): Promise<CommitFacts | undefined> {
  return facts ?? (subject === undefined ? undefined : ledger.read(subject));
}
