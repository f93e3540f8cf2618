import type { Commit, TypeSuggestion } from '../../../lib/domain/facts/commit-facts';
import { gatheredFacts, type CommitsAtHand, type Gathered } from '../../../lib/domain/facts/gathered-facts';
import { commit } from './example-facts';

const gathered = (change: Partial<Gathered> = {}) =>
  gatheredFacts({ sha: 'c'.repeat(40), said: {}, at: 1_700_000_100_000, ...change });

const NOTHING: TypeSuggestion = { type: 'patch', sentence: 'No commit breaks anything or adds a feature.' };

function since(commits: readonly Commit[], sha = 'b'): CommitsAtHand {
  return { sha, commits, suggests: NOTHING, paths: ['chat/index.ts'] };
}

describe('the facts of a commit', () => {
  it('have what is unknown missing, and never as none', () => {
    expect(gathered()).toEqual({ schema: 1, sha: 'c'.repeat(40), tickets: [], annotatedAt: 1_700_000_100_000 });
  });

  it('count the commits since the release before, and who wrote them', () => {
    const commits = [
      commit({ at: 3000, email: 'Ada@example.com' }),
      commit({ at: 2000 }),
      commit({ at: 2500, author: 'Bob', email: '' }),
    ];
    const { commits: known } = gathered({ since: since(commits, 'b'.repeat(40)) });
    expect(known).toMatchObject({ since: 'b'.repeat(40), count: 3, authors: 2, firstAt: 2000 });
    expect(known?.some[2]).not.toHaveProperty('email');
    const two = commits.slice(0, 2);
    expect(gathered({ since: since(two) }).commits).toMatchObject({ count: 2, authors: 1 });
  });

  it('know that there are none, which is not the same as not to know', () => {
    expect(gathered({ since: since([]) }).commits).toEqual({
      since: 'b',
      count: 0,
      authors: 0,
      some: [],
      suggests: NOTHING,
      paths: ['chat/index.ts'],
    });
  });

  it('are what is said before what the CI system says, and that before what git knows', () => {
    const ci = { name: 'Jenkins', branch: 'of-ci', tag: 'v1.0.0', url: 'https://ci', by: 'ci' };
    const git = { head: commit(), branch: 'of-git', tags: ['latest', 'v0.9.0'] };
    const said = { branch: 'said', version: '2.0', url: 'https://said', by: 'me', pullRequest: '9', tickets: ['A-1'] };
    expect(gathered({ git })).toMatchObject({ branch: 'of-git', version: 'v0.9.0', at: commit().at });
    expect(gathered({ git, ci })).toMatchObject({ branch: 'of-ci', version: 'v1.0.0', url: 'https://ci', by: 'ci' });
    expect(gathered({ git, ci, said })).toMatchObject({
      ...{ branch: 'said', version: '2.0', url: 'https://said', by: 'me', pullRequest: { id: '9' }, tickets: ['A-1'] },
    });
  });

  it.each([
    ['Merge pull request #12 from shop/fix', '12'],
    ['feat: say more (#345)', '345'],
    ['Merged in feature/a (pull request #8)', '8'],
    ['feat: mention #345 only', undefined],
  ])('know the pull request that a merge names: %s', (subject, id) => {
    expect(gathered({ git: { head: commit({ subject }) } }).pullRequest?.id).toBe(id);
  });

  it.each<[string, Partial<Gathered>, string | undefined]>([
    ['said so', { said: { hotfix: true } }, 'annotation'],
    ['said not to be one, whatever its branch', { said: { hotfix: false, branch: 'hotfix/a' } }, undefined],
    ['its branch', { said: { branch: 'hotfix/a' } }, 'branch'],
    ['its commit', { git: { head: commit({ subject: 'hotfix(chat)!: stop it' }) } }, 'commit'],
    ['nothing', { git: { head: commit() } }, undefined],
    ['a branch that only begins like one', { said: { branch: 'hotfixture' } }, undefined],
  ])('are those of a hotfix by %s', (_, given, expected) => {
    expect(gathered(given).hotfix).toBe(expected);
  });

  it('have the tickets of branch and commits, and of the head alone where no more are known', () => {
    const head = commit({ subject: 'fix: SHOP-1' });
    expect(gathered({ git: { head }, said: { branch: 'SHOP-2' } }).tickets).toEqual(['SHOP-2', 'SHOP-1']);
    const commits = [commit({ subject: 'feat: SHOP-3' })];
    expect(gathered({ git: { head }, since: since(commits) }).tickets).toEqual(['SHOP-3']);
  });
});
