import { GitCommands } from '../adapters/git-history';
import { ciFacts, type CiFacts } from '../domain/facts/ci-facts';
import type { GitFacts } from '../domain/facts/gathered-facts';
import { UsageError } from './usage-error';

export interface CommitOptions {
  /** A folder of the clone. */
  readonly repository: string;
  /** Where not what is checked out. */
  readonly sha?: string;
  /** The commit of the release before. */
  readonly since?: string;
  /** Only commits that touch these count. */
  readonly path?: readonly string[];
}

/** The commit that was built, with what git and the CI system know of it. */
export interface CommitAtHand {
  readonly sha: string;
  readonly since?: string;
  readonly ci?: CiFacts;
  readonly git?: GitFacts;
  readonly history?: GitCommands;
  readonly notes: readonly string[];
}

/**
 * Finds out which commit was built. What is checked out is what was built: a CI system names the commit that started
 * its run, which may be another.
 *
 * @throws UsageError where no commit is known
 */
export async function commitAtHand(options: CommitOptions): Promise<CommitAtHand> {
  const ci = ciFacts(process.env);
  const { repository, path = [], since } = options;
  const history = new GitCommands(repository, path);
  if (!(await history.isClone())) {
    const sha = options.sha ?? ci?.sha;
    if (sha === undefined) {
      throw new UsageError(
        `${repository} is in no git clone, so no commit is known: run it in the clone, or name one by --sha.`,
      );
    }
    return { sha, ...(ci ? { ci } : {}), notes: [] };
  }
  const wanted = options.sha ?? 'HEAD';
  const head = await history.commit(wanted);
  if (!head) throw new UsageError(`The clone has no commit ${wanted}: fetch it, or name another by --sha.`);
  const startedFor = ci?.sha === head.sha ? undefined : ci?.sha;
  const ofRun = ci && startedFor !== undefined ? withoutCommit(ci) : ci;
  const git = { head, branch: await history.branch(), tags: await history.tags(head.sha) };
  return {
    sha: head.sha,
    ...(since === undefined ? {} : { since: await shaOf(since, history) }),
    ...(ofRun ? { ci: ofRun } : {}),
    git,
    history,
    notes:
      startedFor === undefined
        ? []
        : [`The CI run was started for ${startedFor}, but ${head.sha} is what was built: that counts.`],
  };
}

/** Without what belongs to the commit that started the run. */
function withoutCommit({ name, runUrl, by }: CiFacts): CiFacts {
  return { name, ...(runUrl === undefined ? {} : { runUrl }), ...(by === undefined ? {} : { by }) };
}

async function shaOf(name: string, history: GitCommands): Promise<string> {
  const commit = await history.commit(name);
  if (commit) return commit.sha;
  const fix = (await history.isShallow()) ? 'the clone is shallow: fetch all of it' : 'fetch it, or name another';
  throw new UsageError(`\`--since\`: the clone has no commit ${name}; ${fix}.`);
}
