import { GitCommands } from '../adapters/git-history';
import type { CommitFacts } from '../domain/facts/commit-facts';
import type { FullCommit } from '../domain/facts/git-history';
import type { Release } from '../domain/release/release';
import { factsOf } from '../flow/facts-of';
import { awsAccount } from './aws-account';
import { ledgerTableOf } from './ledger-table';
import { LookFailure, looking } from './look-failure';
import { UsageError } from './usage-error';

export interface RangeOptions {
  /** A release, a tag, a branch or a commit. */
  readonly from: string;
  readonly to: string;
  readonly repository: string;
  readonly path?: readonly string[];
  readonly platform: string;
}

/** One end of what notes are about. */
export interface NotedEnd {
  readonly commit: FullCommit;
  readonly tags: readonly string[];
  /** Where it was named by its release. */
  readonly release?: Release;
  readonly facts?: CommitFacts;
}

export interface NotedRange {
  readonly from: NotedEnd;
  readonly to: NotedEnd;
  /** The newest first. */
  readonly commits: readonly FullCommit[];
}

/** CodeDeploy's ids of deployments, and ours of first releases. */
const RELEASE_ID = /^(?:d-[A-Z0-9]{6,}|first-.+-.+)$/;

/**
 * The commits that came between two releases, tags or commits.
 *
 * @throws UsageError where one of them means nothing here
 * @throws LookFailure where the clone lacks what came before
 */
export async function notedRange({ from, to, repository, path = [], platform }: RangeOptions): Promise<NotedRange> {
  const history = new GitCommands(repository, path);
  if (!(await history.isClone())) {
    throw new UsageError(`${repository} is in no git clone: run it in the clone, or name its folder by --repository.`);
  }
  if (await history.isShallow()) {
    throw new LookFailure(
      'The clone is shallow: what came before is not in it. Run `git fetch --unshallow`, or have CI fetch all of it (such as `fetch-depth: 0` for actions/checkout).',
    );
  }
  const [first, last] = [await endOf('from', from, history, platform), await endOf('to', to, history, platform)];
  return { from: first, to: last, commits: await history.between(first.commit.sha, last.commit.sha) };
}

async function endOf(option: string, name: string, history: GitCommands, platform: string): Promise<NotedEnd> {
  const named = await history.commit(name);
  if (named) return { commit: named, tags: await history.tags(named.sha) };
  if (!RELEASE_ID.test(name)) {
    throw new UsageError(
      `\`--${option}\` must be a release (such as d-ABCDEF123), a tag, a branch or a commit of this clone, got: ${name}. Fetch it, or mend the name.`,
    );
  }
  const { release, facts } = await looking(releaseOf(name, platform));
  const commit = facts && (await history.commit(facts.sha));
  if (!facts || !commit) {
    const why = facts
      ? `its commit ${facts.sha} is not in this clone: fetch it`
      : 'nobody annotated it (`sluice annotate`)';
    throw new LookFailure(`Of the release ${name} no commit is known here: ${why}, or name the commit by --${option}.`);
  }
  return { commit, tags: await history.tags(commit.sha), release, facts };
}

async function releaseOf(id: string, platform: string) {
  const account = awsAccount();
  const table = await ledgerTableOf(platform, account);
  const release = await account.releases(table).release(id);
  if (!release) throw new LookFailure(`The ledger of the platform ${platform} has no release ${id}.`);
  return { release, facts: await factsOf(release, account.facts(table)) };
}
