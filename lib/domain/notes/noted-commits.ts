import type { FullCommit } from '../facts/git-history';
import { conventionalCommit, type ConventionalCommit } from './conventional-commit';

/** A commit with what its message says. */
export interface NotedCommit extends ConventionalCommit {
  readonly sha: string;
  readonly author: string;
}

/**
 * The commits that notes are made of. Of one that was taken back before the release nobody has to know: it goes, together
 * with the one that took it back. What an earlier release had, and this one takes back, stays.
 */
export function notedCommits(commits: readonly FullCommit[]): readonly NotedCommit[] {
  const noted = commits.map(({ sha, author, subject, body }) => ({
    ...conventionalCommit(subject, body),
    sha,
    author,
  }));
  const gone = new Set<string>();
  // The newest first: a revert that was itself reverted takes nothing back.
  for (const commit of noted) {
    if (gone.has(commit.sha) || commit.reverts.length === 0) continue;
    const reverted = commit.reverts.map((id) => noted.find(({ sha }) => sha.startsWith(id)));
    for (const one of reverted) if (one) gone.add(one.sha);
    if (reverted.every((one) => one !== undefined)) gone.add(commit.sha);
  }
  return noted.filter(({ sha }) => !gone.has(sha));
}
