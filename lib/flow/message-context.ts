import { contextOfGates } from '../domain/message/context-of-gates';
import type { MessageContext } from '../domain/message/message-context';
import type { Ledger } from '../domain/release/ledger';
import type { Release } from '../domain/release/release';
import { readManifest } from '../domain/release/read-manifest';
import type { ReleaseType } from '../domain/release/release-type';
import { inTime } from './in-time';

/** So long the records of gates are waited for, in milliseconds: a message with less in it is better than none. */
const RECORDS_MS = 5000;

/** What is known beside a release's own state that its message has to say. */
export async function messageContext(
  release: Release,
  ledger: Pick<Ledger, 'recordedGates' | 'manifest'>,
): Promise<MessageContext> {
  const [read, kept] = await Promise.all([
    inTime(ledger.recordedGates(release.id), RECORDS_MS, 'The records of the gates were not read'),
    inTime(ledger.manifest(release.id), RECORDS_MS, 'The manifest was not read'),
  ]);
  const ofGates = 'error' in read ? {} : contextOfGates(read.value);
  const type = 'error' in kept ? undefined : typeOf(kept.value);
  const known = type === undefined ? ofGates : { ...ofGates, way: { ...ofGates.way, type } };
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

function typeOf(manifest: string | undefined): ReleaseType | undefined {
  const read = readManifest(manifest);
  return 'problem' in read ? undefined : read.manifest.type;
}
