import * as v from 'valibot';
import { canBeKept, evidenceSchema, type Evidence } from '../../../lib/domain/gate/evidence';

const evidence: Evidence = { source: 'a test', sampleSize: 3, windowMs: 10, figures: { slowestMs: 4 } };

const problems = (change: object) => {
  const { issues = [] } = v.safeParse(evidenceSchema, { ...evidence, ...change });
  return issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
};

describe('the evidence of a verdict', () => {
  it.each([
    [0, true],
    [-0, true],
    [9007199254740991, true],
    [-9007199254740991, true],
    [9007199254740992, false],
    [-9007199254740992, false],
    [1e-130, true],
    [-1e-130, true],
    [9e-131, false],
    [-9e-131, false],
    [Infinity, false],
    [NaN, false],
  ])('has a number that the ledger can keep as it is, or not: %d', (value, expected) => {
    expect(canBeKept(value)).toBe(expected);
  });

  it('is read as it was written, with answers side by side', () => {
    const scored = { score: 4, answer: 'Tomorrow.', reason: 'It says when.' };
    const comparisons = [{ case: 'when', question: 'When?', green: scored, blue: scored }];
    expect(v.parse(evidenceSchema, evidence)).toEqual(evidence);
    expect(v.parse(evidenceSchema, { ...evidence, comparisons })).toEqual({ ...evidence, comparisons });
  });

  it.each<[string, object, readonly string[]]>([
    [
      'more observations than can be kept',
      { sampleSize: 1e16 },
      ['sampleSize: must be a number between ±1e-130 and ±9007199254740991, or 0'],
    ],
    [
      'a window of nearly nothing',
      { windowMs: 1e-131 },
      ['windowMs: must be a number between ±1e-130 and ±9007199254740991, or 0'],
    ],
    ['figures in a list', { figures: [1] }, ['figures: must be figures by their names']],
    ['a figure that is a text', { figures: { a: '1' } }, ['figures.a: Invalid type: Expected number but received "1"']],
    ['more than evidence has', { p: 0.05 }, ['p: Invalid key: Expected never but received "p"']],
  ])('is refused with %s', (_, change, expected) => {
    expect(problems(change)).toEqual(expected);
  });

  it('is refused with answers that have no score', () => {
    const bare = { answer: 'Tomorrow.', reason: 'It says when.' };
    const compared = { case: 'when', question: 'When?', green: bare, blue: { score: 1, ...bare } };
    expect(problems({ comparisons: [compared] })).toEqual([
      'comparisons.0.green.score: Invalid key: Expected "score" but received undefined',
    ]);
    expect(problems({ comparisons: [{ case: 'when', question: 'When?' }] })).not.toEqual([]);
  });
});
