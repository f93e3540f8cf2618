import type { FullCommit } from '../../../lib/domain/facts/git-history';

let number = 0;

/** A commit by its first line, with an id of its own. */
export function fullCommit(subject: string, change: Partial<FullCommit> = {}): FullCommit {
  number += 1;
  const sha = `c0${number.toString(16).padStart(6, '0')}`.padEnd(40, '0');
  return { sha, at: 1_700_000_000_000, author: 'Ada', email: 'ada@example.com', subject, body: '', ...change };
}
