import type { CommitFacts } from '../../../lib/domain/facts/commit-facts';
import { figureReleaseOf } from '../../../lib/domain/figures/ledger-release';
import { releaseIn } from '../release/example-release';

const known = (change: Partial<CommitFacts>): CommitFacts => ({
  ...{ schema: 1, sha: 'a500', tickets: [], annotatedAt: 900 },
  ...change,
});

describe('a release of the ledger', () => {
  const release = releaseIn({
    ...{ state: 'rolled-back', shiftedAt: 2000, decidedAt: 3000, endedAt: 4000, decidedBy: 'error-rate' },
    counted: { at: 9000, requests: 40, failed: 4 },
  });

  it('has what figures go by', () => {
    expect(figureReleaseOf(release)).toEqual({
      ...{ id: 'd-1', service: 'chat', alias: 'live', state: 'rolled-back', source: 'ledger' },
      ...{ openedAt: 1000, shiftedAt: 2000, decidedAt: 3000, endedAt: 4000, decidedBy: 'error-rate' },
      ...{ requests: 40, failedRequests: 4 },
    });
  });

  it('that nobody counted or annotated has none of that, and not nothing', () => {
    const bare = figureReleaseOf(releaseIn({}));
    expect([bare.requests, bare.commits, bare.committedAt, bare.hotfix]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('of which the commit is known is no hotfix where nothing says so', () => {
    expect(figureReleaseOf({ ...release, facts: known({}) })).toMatchObject({ hotfix: 'no' });
    expect(figureReleaseOf({ ...release, facts: known({ hotfix: 'branch' }) })).toMatchObject({ hotfix: 'branch' });
  });

  it('has the times of its commits where all of them are kept', () => {
    const some = [500, 400].map((at) => ({ sha: `a${at}`, at, author: 'Ada', subject: 'Change it' }));
    const commits = (count: number) => known({ commits: { since: 'a300', count, authors: 1, some } });
    expect(figureReleaseOf({ ...release, facts: commits(2) })).toMatchObject({
      ...{ commits: 2, committedAt: [500, 400] },
    });
    const cut = figureReleaseOf({ ...release, facts: commits(3) });
    expect([cut.commits, cut.committedAt]).toEqual([3, undefined]);
  });
});
