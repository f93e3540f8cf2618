import { BUDGETS } from '../size/budgets';
import { jsonBytes } from '../size/json-bytes';
import { shortened } from '../size/shortened';
import { oneLine } from '../text/one-line';
import type { Commit, CommitFacts } from './commit-facts';

/** No more tickets are listed. */
const MOST_TICKETS = 20;
/** Paths that take more than this share of the room are left out: some of them would be taken for all. */
const MOST_PATHS_SHARE = 0.5;
/** More than any tracker's key takes. */
const TICKET_BYTES = 60;
const COMMA_BYTES = 1;

/**
 * Facts with every text in one line of bounded length, and as many of the commits, the newest first, as there is room for
 * in so many bytes. How many there are is said of all of them.
 */
export function fittedFacts(facts: CommitFacts, mostBytes: number): CommitFacts {
  const { commits, pullRequest, ci, ...more } = facts;
  const whole: CommitFacts = given({
    ...more,
    sha: text(more.sha),
    branch: maybe(more.branch),
    version: maybe(more.version),
    url: link(more.url),
    by: maybe(more.by),
    tickets: more.tickets.slice(0, MOST_TICKETS).map((key) => shortened(oneLine(key), TICKET_BYTES)),
    pullRequest: pullRequest && given({ id: text(pullRequest.id), url: link(pullRequest.url) }),
    ci: ci && given({ name: text(ci.name), runUrl: link(ci.runUrl) }),
  });
  if (!commits) return whole;
  const { suggests, paths, ...counts } = commits;
  const bare = {
    ...counts,
    since: text(commits.since),
    ...(suggests ? { suggests: { type: suggests.type, sentence: text(suggests.sentence) } } : {}),
  };
  const fittedPaths = paths && jsonBytes(paths) <= mostBytes * MOST_PATHS_SHARE ? { paths } : {};
  let left = mostBytes - jsonBytes({ ...whole, commits: { ...bare, ...fittedPaths, some: [] } });
  const some: Commit[] = [];
  for (const commit of commits.some) {
    const fitted = fittedCommit(commit);
    left -= jsonBytes(fitted) + COMMA_BYTES;
    if (left < 0) break;
    some.push(fitted);
  }
  return { ...whole, commits: { ...bare, some, ...fittedPaths } };
}

function fittedCommit({ sha, at, author, email, subject }: Commit): Commit {
  return given({ sha: text(sha), at, author: text(author), email: maybe(email), subject: text(subject) });
}

function text(foreign: string): string {
  return shortened(oneLine(foreign), BUDGETS.factsText);
}

function maybe(foreign: string | undefined): string | undefined {
  return foreign === undefined ? undefined : text(foreign);
}

/** An address without the name and the password that it may carry. What is no address of the web is left out. */
function link(foreign: string | undefined): string | undefined {
  const [, scheme, rest] = /^(https?:\/\/)(?:[^/?#]*@)?([^\s<>"'`]+)$/i.exec(foreign ?? '') ?? [];
  if (scheme === undefined || rest === undefined) return undefined;
  const address = text(`${scheme}${rest}`);
  return address.endsWith('…') ? undefined : address;
}

/** Members that are known. */
function given<T extends object>(members: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
