import { contextOfGates } from '../domain/message/context-of-gates';
import type { MessageContext } from '../domain/message/message-context';
import type { Ledger } from '../domain/release/ledger';
import type { Release } from '../domain/release/release';
import { inTime } from './in-time';

/** So long the records of gates are waited for, in milliseconds: a message with less in it is better than none. */
const RECORDS_MS = 5000;

/** What is known beside a release's own state that its message has to say. */
export async function messageContext(release: Release, ledger: Pick<Ledger, 'recordedGates'>): Promise<MessageContext> {
  const read = await inTime(ledger.recordedGates(release.id), RECORDS_MS, 'The records of the gates were not read');
  const known = 'error' in read ? {} : contextOfGates(read.value);
  const { commits } = release.facts ?? {};
  if (!commits) return known;
  const { count, authors, some } = commits;
  const concerned = [...new Set(some.flatMap(({ email }) => (email === undefined ? [] : [email])))];
  return {
    ...known,
    facts: { count, authors, some: some.map(({ sha, subject, author }) => ({ sha, subject, author })) },
    concerned,
  };
}
