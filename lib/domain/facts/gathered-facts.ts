import type { CiFacts } from './ci-facts';
import type { Commit, CommitFacts, TypeSuggestion } from './commit-facts';
import { ticketKeys } from './ticket-keys';

/** What whoever annotates says; it counts before all that is found. */
export interface SaidFacts {
  readonly branch?: string | undefined;
  readonly version?: string | undefined;
  readonly pullRequest?: string | undefined;
  readonly tickets?: readonly string[] | undefined;
  readonly ticketPattern?: RegExp | undefined;
  readonly url?: string | undefined;
  readonly hotfix?: boolean | undefined;
  /** Milliseconds since the epoch. */
  readonly discoveredAt?: number | undefined;
  readonly by?: string | undefined;
}

/** What git knows of the commit. */
export interface GitFacts {
  readonly head?: Commit | undefined;
  readonly branch?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** The commits since a release, as whoever annotates has them. */
export interface CommitsAtHand {
  readonly sha: string;
  readonly commits: readonly Commit[];
  readonly suggests: TypeSuggestion;
  /** Of the files that they change. */
  readonly paths: readonly string[];
}

export interface Gathered {
  readonly sha: string;
  readonly said: SaidFacts;
  readonly ci?: CiFacts | undefined;
  readonly git?: GitFacts | undefined;
  /** Since the last release of the service, the newest first; left out where that is not known. */
  readonly since?: CommitsAtHand | undefined;
  /** Now, in milliseconds since the epoch. */
  readonly at: number;
}

/** The facts of a commit out of what is said, what the CI system says and what git knows. */
export function gatheredFacts({ sha, said, ci, git = {}, since, at }: Gathered): CommitFacts {
  const { head } = git;
  const branch = said.branch ?? ci?.branch ?? git.branch;
  const commits = since?.commits ?? (head ? [head] : []);
  const texts = [...(branch === undefined ? [] : [branch]), ...commits.map(({ subject }) => subject)];
  const version = said.version ?? ci?.tag ?? git.tags?.find((tag) => VERSION_TAG.test(tag));
  const pullRequest = said.pullRequest === undefined ? (ci?.pullRequest ?? mergedBy(head)) : { id: said.pullRequest };
  const url = said.url ?? ci?.url;
  const by = said.by ?? ci?.by;
  const hotfix = hotfixSource(said.hotfix, branch, head);
  return {
    schema: 1,
    sha,
    ...(head ? { at: head.at } : {}),
    ...(branch === undefined ? {} : { branch }),
    ...(version === undefined ? {} : { version }),
    ...(pullRequest ? { pullRequest } : {}),
    ...(since ? { commits: commitsSince(since) } : {}),
    tickets: said.tickets ?? ticketKeys(texts, said.ticketPattern),
    ...(url === undefined ? {} : { url }),
    ...(ci ? { ci: { name: ci.name, ...(ci.runUrl === undefined ? {} : { runUrl: ci.runUrl }) } } : {}),
    ...(hotfix ? { hotfix } : {}),
    ...(said.discoveredAt === undefined ? {} : { discoveredAt: said.discoveredAt }),
    annotatedAt: at,
    ...(by === undefined ? {} : { by }),
  };
}

const VERSION_TAG = /(?:^|[/@-])v?\d+\.\d+/;

function commitsSince({ sha, commits, suggests, paths }: CommitsAtHand): CommitFacts['commits'] {
  const authors = new Set(
    commits.map(({ author, email }) => (email === undefined || email === '' ? author : email).toLowerCase()),
  );
  const firstAt = commits.reduce<number | undefined>((first, { at }) => Math.min(first ?? at, at), undefined);
  return {
    since: sha,
    count: commits.length,
    authors: authors.size,
    ...(firstAt === undefined ? {} : { firstAt }),
    some: commits.map(({ at, author, email, subject, sha: id }) => ({
      ...{ sha: id, at, author, subject },
      ...(email === undefined || email === '' ? {} : { email }),
    })),
    suggests,
    paths,
  };
}

/** The number that GitHub, GitLab and Bitbucket put into the message of what they merge. */
function mergedBy(head: Commit | undefined): CommitFacts['pullRequest'] {
  const [, merged, squashed] =
    /^Merge(?:d in .*)? ?pull request #(\d+)|\((?:pull request )?#(\d+)\)$/.exec(head?.subject ?? '') ?? [];
  const id = merged ?? squashed;
  return id === undefined ? undefined : { id };
}

function hotfixSource(
  said: boolean | undefined,
  branch: string | undefined,
  head: Commit | undefined,
): CommitFacts['hotfix'] {
  if (said !== undefined) return said ? 'annotation' : undefined;
  if (/^hot-?fix(es)?[/-]/i.test(branch ?? '')) return 'branch';
  return /^hot-?fix(\([^()]*\))?!?:/i.test(head?.subject ?? '') ? 'commit' : undefined;
}
