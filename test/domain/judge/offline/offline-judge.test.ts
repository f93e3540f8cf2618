import fc from 'fast-check';
import { KNOWN_ANSWERS } from '../../../../lib/domain/judge/known-answers';
import { offlineJudge } from '../../../../lib/domain/judge/offline/offline-judge';
import type { JudgeRequest } from '../../../../lib/domain/judge/judge-port';
import cases from '../../../cases/quality/offline-judge.json';
import { requestOf } from '../known-judges';

interface Case extends Partial<JudgeRequest> {
  readonly name: string;
  readonly score: number;
  readonly says?: string;
}

const call = { timeoutMs: 1000 };

describe('the offline judge', () => {
  it.each(cases as readonly Case[])('sees $name', async ({ score, says = '', ...request }) => {
    const answer = await offlineJudge(requestOf(request), call);
    expect(answer).toMatchObject({ kind: 'scored', score });
    expect(answer.kind === 'scored' && answer.reason).toContain(says);
  });

  it('has nothing to go by without a reference and facts, and says so', async () => {
    const answer = await offlineJudge(requestOf({ question: 'Hello?', answer: 'Hello.' }), call);
    expect(answer).toMatchObject({ kind: 'unavailable' });
    expect(answer.kind === 'unavailable' && answer.problem).toContain('neither a reference nor facts');
  });

  it('never takes a contradiction back, whatever is appended', async () => {
    const wrong = KNOWN_ANSWERS.filter(({ badFor }) => /number|opposite|date|amounts/.test(badFor));
    expect(wrong.length).toBeGreaterThan(5);
    const appended = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(...KNOWN_ANSWERS.flatMap(({ good, reference }) => [good, reference])),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...wrong), appended, async ({ question, reference, bad }, more) => {
        const answer = await offlineJudge(requestOf({ question, reference, answer: `${bad}\n\n${more}` }), call);
        expect(answer).toMatchObject({ kind: 'scored', score: 1 });
      }),
    );
  });

  it('gives any answer a score from 1 to 5, and the same one again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), async (reference, answer) => {
        const request = requestOf({ reference, answer });
        const first = await offlineJudge(request, call);
        expect([1, 2, 3, 4, 5]).toContain(first.kind === 'scored' ? first.score : undefined);
        expect(await offlineJudge(request, call)).toEqual(first);
      }),
    );
  });
});
