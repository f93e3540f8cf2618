import type { Commit } from './commit-facts';

/** A commit with all of its message. */
export interface FullCommit extends Commit {
  /** Without its first line. Foreign text. */
  readonly body: string;
}

/** What a clone of a git repository knows. */
export interface GitHistory {
  /** Whether it was cut off: what came before is not there. */
  isShallow(): Promise<boolean>;
  /** The commit that a name or the beginning of an id means; undefined where it has none. */
  commit(name: string): Promise<FullCommit | undefined>;
  /** What `to` has and `from` has not, the newest first. Both are ids of commits. */
  between(from: string, to: string): Promise<readonly FullCommit[]>;
  /** The files that differ between two commits, by their paths from the top of the repository. */
  changedPaths(from: string, to: string): Promise<readonly string[]>;
  /** The branch that is checked out. */
  branch(): Promise<string | undefined>;
  /** The tags of a commit. */
  tags(sha: string): Promise<readonly string[]>;
}
