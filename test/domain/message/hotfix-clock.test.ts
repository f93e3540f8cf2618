import { hotfixClock } from '../../../lib/domain/message/hotfix-clock';
import type { CommitFacts } from '../../../lib/domain/facts/commit-facts';
import type { Release } from '../../../lib/domain/release/release';
import { outcomeMessage } from '../../../lib/domain/message/outcome-message';
import { releaseIn } from '../release/example-release';

const HOUR = 3_600_000;

const hotfix = (facts: Partial<CommitFacts> = {}, over: Partial<Release> = {}) =>
  releaseIn({
    ...{ state: 'released', openedAt: 10 * HOUR, endedAt: 10 * HOUR + 600_000 },
    facts: { schema: 1, sha: 'c'.repeat(40), tickets: [], annotatedAt: 0, hotfix: 'branch', ...facts },
    ...over,
  });
const commits = { since: 'b'.repeat(40), count: 1, authors: 1, firstAt: 7 * HOUR, some: [] };

describe('the clock of a hotfix', () => {
  it.each<[string, Release, readonly string[]]>([
    [
      'has all that is known',
      hotfix({ discoveredAt: 2 * HOUR, commits }),
      [
        'A hotfix, released 8 hours after what it mends was discovered, 3 hours after its first commit and 10 minutes after it was opened.',
      ],
    ],
    ['leaves out what nobody knows', hotfix(), ['A hotfix, released 10 minutes after it was opened.']],
    [
      'leaves out what is later than its end',
      hotfix({ discoveredAt: 20 * HOUR }, { state: 'rolled-back' }),
      ['A hotfix, ended 10 minutes after it was opened.'],
    ],
    ['has not run out before the end', hotfix({}, { endedAt: undefined as never }), []],
    ['is of no other release', hotfix({ hotfix: undefined }), []],
  ])('%s', (_, release, says) => {
    expect(hotfixClock(release)).toEqual(says);
  });

  it('is in the message of the outcome', () => {
    expect(outcomeMessage(hotfix()).summary).toEqual(['A hotfix, released 10 minutes after it was opened.']);
    const red = outcomeMessage(hotfix({}, { state: 'rolled-back' })).summary;
    expect(red).toContain('A hotfix, ended 10 minutes after it was opened.');
    expect(outcomeMessage(releaseIn({ state: 'released' })).summary).toEqual([]);
  });
});
