import type { CiFacts } from '../domain/facts/ci-facts';
import type { CommitFacts } from '../domain/facts/commit-facts';
import type { FactsLedger } from '../domain/facts/facts-ledger';
import { fittedFacts } from '../domain/facts/fitted-facts';
import { gatheredFacts, type CommitsAtHand, type GitFacts, type SaidFacts } from '../domain/facts/gathered-facts';
import type { GitHistory } from '../domain/facts/git-history';
import { notedCommits } from '../domain/notes/noted-commits';
import { suggestedType } from '../domain/notes/suggested-type';
import type { Release } from '../domain/release/release';
import { BUDGETS } from '../domain/size/budgets';
import { factsOf } from './facts-of';

export interface AnnotatePorts {
  readonly facts: FactsLedger;
  readonly releases: {
    /** The releases of an alias that were opened since then, the newest first. */
    ofService(
      functionName: string,
      aliasName: string,
      options: { readonly since: number; readonly most: number },
    ): Promise<readonly Release[]>;
  };
  /** Missing where there is no clone. */
  readonly history?: Pick<GitHistory, 'isShallow' | 'commit' | 'between' | 'changedPaths'> | undefined;
}

export interface Annotation {
  readonly subject: string;
  /** Missing where it was never deployed. */
  readonly service?: { readonly functionName: string; readonly aliasName: string } | undefined;
  readonly sha: string;
  /** The commit of the release before, where whoever annotates says it. */
  readonly since?: string | undefined;
  readonly said: SaidFacts;
  readonly ci?: CiFacts | undefined;
  readonly git?: GitFacts | undefined;
  /** Now, in milliseconds since the epoch. */
  readonly at: number;
}

export interface Annotated {
  readonly facts: CommitFacts;
  /** Whether they were written; else there are later ones, which stay. */
  readonly isKept: boolean;
  /** Why the commits since the last release are not known, and the way out. */
  readonly unknown?: string;
}

/** The last release that reached everybody is among so many of the newest, or it is long ago. */
const NEWEST = 50;

/** Keeps what is known of the commit of a release under the release's subject. */
export async function annotateRelease(annotation: Annotation, ports: AnnotatePorts): Promise<Annotated> {
  const { subject, sha, said, ci, git, at } = annotation;
  const since = await commitsSince(annotation, ports);
  const gathered = gatheredFacts({ sha, said, ci, git, at, since: 'unknown' in since ? undefined : since });
  const facts = fittedFacts(gathered, BUDGETS.facts);
  const isKept = await ports.facts.keep(subject, facts);
  return { facts, isKept, ...('unknown' in since ? since : {}) };
}

type Since = CommitsAtHand | { readonly unknown: string };

async function commitsSince(annotation: Annotation, { history, ...ports }: AnnotatePorts): Promise<Since> {
  if (!history) return { unknown: 'There is no git clone here: run it in the clone that was built from.' };
  if (await history.isShallow()) return { unknown: SHALLOW };
  const last = annotation.since === undefined ? await lastCommit(annotation, ports) : { sha: annotation.since };
  if ('unknown' in last) return last;
  const [from, to] = await Promise.all([history.commit(last.sha), history.commit(annotation.sha)]);
  const missing = from ? annotation.sha : last.sha;
  if (!from || !to)
    return { unknown: `This clone has no commit ${missing}: fetch its branch, or name another by --since.` };
  const [commits, paths] = await Promise.all([
    history.between(from.sha, to.sha),
    history.changedPaths(from.sha, to.sha),
  ]);
  return { sha: from.sha, commits, suggests: suggestedType(notedCommits(commits)), paths };
}

const SHALLOW =
  'The clone is shallow: what came before is not in it. Fetch all of it: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` in GitLab, `clone: depth: full` in Bitbucket, Git clone depth Full in CodeBuild, no shallow clone in Jenkins; or run `git fetch --unshallow`.';

/** The commit of the last release of the service that all traffic reached. */
async function lastCommit(
  { service }: Annotation,
  { releases, facts }: Omit<AnnotatePorts, 'history'>,
): Promise<{ readonly sha: string } | { readonly unknown: string }> {
  const fix = 'Name the commit of the release before by --since.';
  if (!service) return { unknown: `It was not deployed yet, so there is no release before. ${fix}` };
  const { functionName, aliasName } = service;
  const newest = await releases.ofService(functionName, aliasName, { since: 0, most: NEWEST });
  const last = newest.find(({ state }) => state === 'released');
  if (!last)
    return { unknown: `The ledger has no release of ${functionName}:${aliasName} that all traffic reached. ${fix}` };
  const known = await factsOf(last, facts);
  return known ? { sha: known.sha } : { unknown: `The release before, ${last.id}, was not annotated. ${fix}` };
}
