import * as v from 'valibot';
import { checkFacts } from '../../../../lib/domain/gates/quality/deterministic-checks';
import { factText, saysFact, type Fact } from '../../../../lib/domain/judge/fact';
import { qualitySuiteSchema } from '../../../../lib/domain/gates/quality/quality-suite';
import { DEFAULT_RUBRIC, rubricSchema } from '../../../../lib/domain/judge/rubric';
import facts from '../../../cases/quality/facts.json';
import refused from '../../../cases/quality/quality-suites.json';

const suite = {
  kind: 'quality',
  effects: 'none',
  request: { path: '/chat' },
  question: 'body.message',
  answer: 'body.reply',
  cases: [{ key: 'returns', turns: ['How long?', { user: 'And digital?', timeoutSeconds: 5 }] }],
};

describe('a quality suite', () => {
  it('has what is not said by default', () => {
    expect(v.parse(qualitySuiteSchema, suite)).toEqual({
      ...suite,
      carry: {},
      timeoutSeconds: 30,
      rubric: DEFAULT_RUBRIC,
      cases: [
        {
          key: 'returns',
          turns: [{ user: 'How long?' }, { user: 'And digital?', timeoutSeconds: 5 }],
          required: [],
          forbidden: [],
          tags: [],
          weight: 1,
          critical: false,
        },
      ],
    });
  });

  it('may say everything', () => {
    const rubric = { asks: 'Good?', scores: { 1: 'a', 2: 'b', 3: 'c', 4: 'd', 5: 'e' } };
    const full = {
      key: 'returns',
      turns: [{ user: 'How long?', request: { headers: { a: 'b' } }, timeoutSeconds: 1 }],
      reference: '30 days',
      required: ['30 days', { anyOf: ['unread', 'not read'] }],
      forbidden: [{ matches: 'guarantee[ds]?' }],
      tags: ['orders'],
      weight: 2,
      critical: true,
      cluster: 'policies',
    };
    const said = { ...suite, rubric, carry: { 'body.context': 'body.context' }, timeoutSeconds: 9, cases: [full] };
    expect(v.parse(qualitySuiteSchema, said)).toEqual(said);
  });

  it.each(refused)('is refused with $name', ({ change, says }) => {
    const changed = Object.fromEntries(Object.entries({ ...suite, ...change }).filter(([, value]) => value !== null));
    const { issues = [] } = v.safeParse(qualitySuiteSchema, changed);
    const messages = issues.map((issue) => [v.getDotPath(issue), issue.message].filter(Boolean).join(' '));
    expect(messages).toEqual(expect.arrayContaining([expect.stringContaining(says)]));
  });

  it('has a default rubric that is one, with a different anchor for each score', () => {
    expect(v.parse(rubricSchema, DEFAULT_RUBRIC)).toEqual(DEFAULT_RUBRIC);
    expect(new Set(Object.values(DEFAULT_RUBRIC.scores)).size).toBe(5);
  });
});

describe('a fact', () => {
  it.each(facts as { name: string; fact: Fact; text: string; holds: boolean }[])(
    'is compared by whole words: $name',
    ({ fact, text, holds }) => {
      expect(saysFact(text, fact)).toBe(holds);
    },
  );

  it('is said in messages as it was written', () => {
    expect(['a', { anyOf: ['a', 'b'] }, { matches: 'a+' }].map(factText)).toEqual(['a', 'a / b', '/a+/']);
  });
});

describe('the checks before any judge', () => {
  const one = { key: 'returns', required: ['30 days', 'unread'], forbidden: ['guarantee'] };

  it('find nothing wrong with an answer that says what it must and not what it must not', () => {
    expect(checkFacts(one, ['Hello.', 'Unread books, within 30 days.'])).toEqual([]);
  });

  it('say each required fact that the last answer does not', () => {
    expect(checkFacts(one, ['Unread books, within 30 days.', 'Unread books.'])).toEqual([
      { code: 'fact-missing', message: 'Case returns: the answer does not say "30 days".' },
    ]);
  });

  it('say a forbidden fact in any answer of the conversation', () => {
    expect(checkFacts(one, ['We guarantee it.', 'Unread books, within 30 days.'])).toEqual([
      { code: 'fact-forbidden', message: 'Case returns: an answer says "guarantee".' },
    ]);
  });

  it.each([[[]], [['']], [[' \u200B\n']]])('take an answer that nobody can read for none: %j', (answers) => {
    expect(checkFacts(one, answers)).toEqual([{ code: 'answer-empty', message: 'Case returns: there is no answer.' }]);
  });
});
