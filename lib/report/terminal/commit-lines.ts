import type { CommitFacts } from '../../domain/facts/commit-facts';
import { hotfixClock } from '../../domain/message/hotfix-clock';
import { commitLine, linesOf } from '../../domain/message/message-parts';
import type { ReleaseStory } from '../release-story';
import type { Paint } from './summary';
import { counted } from './words';

const MOST_COMMITS = 5;

/** What is known of the commit of a release, and the commits since the one before. */
export function commitLines({ facts, release }: ReleaseStory, paint: Paint): readonly string[] {
  if (!facts) return [paint.soft('  Its commit is not known: nobody annotated it.')];
  const { sha, branch, version, pullRequest, tickets, hotfix, commits } = facts;
  const said = [
    `commit ${sha.slice(0, 12)}${branch === undefined ? '' : ` on ${branch}`}`,
    ...(version === undefined ? [] : [version]),
    ...(pullRequest === undefined ? [] : [`pull request ${pullRequest.id}`]),
    ...tickets,
    ...(hotfix === undefined ? [] : [`hotfix, by its ${hotfix}`]),
    ...(release.facts ? [] : ['annotated after it was opened']),
  ];
  const { openedAt, endedAt, state } = release;
  const clock = hotfixClock({
    ...{ facts, state, openedAt: Date.parse(openedAt) },
    ...(endedAt === undefined ? {} : { endedAt: Date.parse(endedAt) }),
  });
  return [
    `  ${said.join(' · ')}`,
    ...clock.map((sentence) => `  ${sentence}`),
    ...(commits ? sinceLines(commits) : []),
  ];
}

function sinceLines({ since, count, authors, some }: NonNullable<CommitFacts['commits']>): readonly string[] {
  const by = count === 0 ? '' : ` by ${authors === 1 ? 'one author' : `${authors} authors`}`;
  const lines = linesOf(some.map(commitLine), MOST_COMMITS, count - some.length, '');
  return [`  ${counted(count, 'commit')}${by} since ${since.slice(0, 12)}`, ...lines.map((line) => `    ${line}`)];
}
