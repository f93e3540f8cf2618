import type { CommitFacts } from '../../domain/facts/commit-facts';
import { hotfixClock } from '../../domain/message/hotfix-clock';
import { commitLine, linesOf } from '../../domain/message/message-parts';
import type { ReleaseStory } from '../release-story';
import type { Paint } from './summary';
import { counted } from './words';

const MOST_COMMITS = 5;

/** What is known of the commit of a release, and the commits since the one before. */
export function commitLines(story: ReleaseStory, paint: Paint): readonly string[] {
  const { facts, release } = story;
  const clock = clockOf(story).map((sentence) => `  ${sentence}`);
  if (!facts) return [paint.soft('  Its commit is not known: nobody annotated it.'), ...clock];
  const { sha, branch, version, pullRequest, tickets, hotfix, commits } = facts;
  const said = [
    `commit ${sha.slice(0, 12)}${branch === undefined ? '' : ` on ${branch}`}`,
    ...(version === undefined ? [] : [version]),
    ...(pullRequest === undefined ? [] : [`pull request ${pullRequest.id}`]),
    ...tickets,
    ...(hotfix === undefined ? [] : [`hotfix, by its ${hotfix}`]),
    ...(release.facts ? [] : ['annotated after it was opened']),
  ];
  return [`  ${said.join(' · ')}`, ...clock, ...(commits ? sinceLines(commits) : [])];
}

function clockOf({ facts, release, type, reviewedAt, stagedAt }: ReleaseStory): readonly string[] {
  const { openedAt, endedAt, state } = release;
  const time = (at: string | undefined) => (at === undefined ? undefined : Date.parse(at));
  const ended = time(endedAt);
  return hotfixClock(
    { facts, state, openedAt: Date.parse(openedAt), ...(ended === undefined ? {} : { endedAt: ended }) },
    { type, reviewedAt: time(reviewedAt), stagedAt: time(stagedAt) },
  );
}

function sinceLines({ since, count, authors, some }: NonNullable<CommitFacts['commits']>): readonly string[] {
  const by = count === 0 ? '' : ` by ${authors === 1 ? 'one author' : `${authors} authors`}`;
  const lines = linesOf(some.map(commitLine), MOST_COMMITS, count - some.length, '');
  return [`  ${counted(count, 'commit')}${by} since ${since.slice(0, 12)}`, ...lines.map((line) => `    ${line}`)];
}
