import type { CommitFacts } from '../facts/commit-facts';
import type { Attester } from './attestation';
import { personOf } from './person-of';

/** Whether somebody who approves had no part in what they approve. */
export type Independence =
  | 'independent'
  | 'author'
  /** Nobody can tell: the authors are not known by mail, or the session does not name its owner by one. */
  | 'unknown';

/**
 * Compares the session of who approves with the authors of the commits, by mail address. Who wrote a commit is what CI says
 * of it; the session's name is the person's address where people sign in by IAM Identity Center.
 */
export function independenceOf(by: Attester, facts: CommitFacts | undefined): Independence {
  const session = addressOf(personOf(by));
  const { commits } = facts ?? {};
  if (session === undefined || !commits || commits.some.length === 0) return 'unknown';
  const authors = commits.some.map(({ email }) => addressOf(email ?? ''));
  if (authors.includes(session)) return 'author';
  const isAllKnown = commits.some.length >= commits.count && !authors.includes(undefined);
  return isAllKnown ? 'independent' : 'unknown';
}

/** Addresses are one whatever the case of their letters, as every mail provider of note has it. */
function addressOf(text: string): string | undefined {
  return /^[^\s@]+@[^\s@]+$/.test(text) ? text.toLowerCase() : undefined;
}
