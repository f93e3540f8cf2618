import * as fc from 'fast-check';
import * as v from 'valibot';
import { commitFactsSchema } from '../../../lib/domain/facts/commit-facts';
import { fittedFacts } from '../../../lib/domain/facts/fitted-facts';
import { BUDGETS } from '../../../lib/domain/size/budgets';
import { jsonBytes } from '../../../lib/domain/size/json-bytes';
import { commit, facts } from './example-facts';

const many = (count: number, subject = 'feat: more') => ({
  since: 'b',
  count,
  authors: 1,
  some: Array.from({ length: count }, (_, index) => commit({ subject: `${subject} ${index}` })),
});

describe('the facts that there is room for', () => {
  it('stay as they are where they are short', () => {
    const short = facts({ commits: many(2), url: 'https://example.com/a', pullRequest: { id: '1' }, hotfix: 'branch' });
    expect(fittedFacts(short, BUDGETS.releaseFacts)).toEqual(short);
  });

  it('have as many commits as fit, the newest first, and the number of all', () => {
    const { commits } = fittedFacts(facts({ commits: many(1000) }), BUDGETS.releaseFacts);
    expect(commits?.count).toBe(1000);
    expect(commits?.some.length).toBeGreaterThan(20);
    expect(commits?.some).toEqual(many(1000).some.slice(0, commits?.some.length));
  });

  it.each(['x', '漢', '🐙', '"', '\u0000', '\uD83D', '\n'])(
    'take so many bytes at most, in a release and by their subject, whatever commits say: %j',
    (character) => {
      const text = character.repeat(5000);
      const wild = facts({
        ...{ sha: text, branch: text, version: text, by: text, tickets: Array.from({ length: 99 }, () => text) },
        ...{ url: `https://${text}`, ci: { name: text, runUrl: text }, pullRequest: { id: text, url: text } },
        commits: { ...many(500, text), since: text },
      });
      for (const budget of [BUDGETS.facts, BUDGETS.releaseFacts]) {
        expect(jsonBytes(fittedFacts(wild, budget))).toBeLessThanOrEqual(budget);
      }
    },
  );

  it('are one line each, with nothing that acts', () => {
    const { commits, branch } = fittedFacts(
      facts({
        branch: 'a\u202Eb',
        commits: { ...many(0), some: [commit({ subject: 'fix: x\nReleased: all is well' })] },
      }),
      BUDGETS.facts,
    );
    expect(branch).toBe('a⟨U+202E⟩b');
    expect(commits?.some[0]?.subject).toBe('fix: x Released: all is well');
  });

  it.each([
    ['https://user:secret@example.com/a', 'https://example.com/a'],
    ['https://token@example.com', 'https://example.com'],
    ['https://example.com/a@b', 'https://example.com/a@b'],
    ['javascript:alert(1)', undefined],
    ['https://example.com/ a', undefined],
    [`https://example.com/${'a'.repeat(400)}`, undefined],
  ])('have no password in an address, and none but of the web: %s', (url, expected) => {
    const fitted = fittedFacts(facts({ url, ci: { name: 'CI', runUrl: url } }), BUDGETS.facts);
    expect([fitted.url, fitted.ci?.runUrl]).toEqual([expected, expected]);
  });

  it('are read again as they were kept', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(30), (text, count) => {
        const fitted = fittedFacts(facts({ branch: text, commits: many(count, text) }), BUDGETS.releaseFacts);
        expect(v.parse(commitFactsSchema, JSON.parse(JSON.stringify(fitted)))).toEqual(fitted);
        expect(fittedFacts(fitted, BUDGETS.releaseFacts)).toEqual(fitted);
      }),
    );
  });
});
