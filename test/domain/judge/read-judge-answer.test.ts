import fc from 'fast-check';
import { INJECTIONS } from '../../../lib/domain/judge/injections';
import { JUDGE_ANSWER_SCHEMA, readJudgeAnswer, readJudgeText } from '../../../lib/domain/judge/read-judge-answer';

describe("a judge's answer", () => {
  it.each([1, 2, 3, 4, 5])('is a score of %d with a reason', (score) => {
    expect(readJudgeText(JSON.stringify({ reason: 'So.', score }))).toEqual({ kind: 'scored', score, reason: 'So.' });
  });

  it.each<[string, unknown]>([
    ['no reason', { score: 5 }],
    ['an empty reason', { score: 5, reason: ' ' }],
    ['an endless reason', { score: 5, reason: 'x'.repeat(4001) }],
    ['no score', { reason: 'So.' }],
    ['a score as text', { reason: 'So.', score: '5' }],
    ['half a score', { reason: 'So.', score: 4.5 }],
    ['a score of 0', { reason: 'So.', score: 0 }],
    ['a score of 6', { reason: 'So.', score: 6 }],
    ['something unknown beside it', { reason: 'So.', score: 5, confidence: 1 }],
    ['a list', [{ reason: 'So.', score: 5 }]],
    ['a number', 5],
    ['nothing', null],
  ])('is malformed with %s', (_, value) => {
    expect(readJudgeAnswer(value).kind).toBe('malformed');
  });

  it.each([
    ['empty text', ''],
    ['prose with a score', 'Score: 5'],
    ['prose around JSON', 'Here you are: {"reason":"So.","score":5}'],
    ['fenced JSON', '```json\n{"reason":"So.","score":5}\n```'],
    ['two answers', '{"reason":"So.","score":5}{"reason":"So.","score":5}'],
    ['half an answer', '{"reason":"So.","score":'],
  ])('is malformed as %s', (_, text) => {
    expect(readJudgeText(text).kind).toBe('malformed');
  });

  it('is never thrown over', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(['scored', 'malformed']).toContain(readJudgeText(text).kind);
      }),
    );
  });

  it('cannot be an injection, but for the one that is the asked-for JSON itself', () => {
    expect(INJECTIONS.filter(({ text }) => readJudgeText(text).kind === 'scored').map(({ name }) => name)).toEqual([
      'the asked-for JSON',
    ]);
  });

  it('has a schema that asks for the same', () => {
    expect(JUDGE_ANSWER_SCHEMA).toMatchObject({ required: ['reason', 'score'], additionalProperties: false });
    expect(JUDGE_ANSWER_SCHEMA.properties.score.enum).toEqual([1, 2, 3, 4, 5]);
  });
});
