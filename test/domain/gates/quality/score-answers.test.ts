import { scoreAnswers } from '../../../../lib/domain/gates/quality/score-answers';
import { DEFAULT_RUBRIC } from '../../../../lib/domain/judge/rubric';
import { caseOf } from './quality-release';

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

async function kept(turns: number, character: string, required: readonly string[] = []) {
  const one = caseOf('long', { required: [...required] });
  const answers = Array.from({ length: turns }, () => character.repeat(20_000));
  const judge = () =>
    Promise.resolve({ kind: 'scored', score: 1, reason: '漢'.repeat(4000), latencyMs: 1, notes: [] } as const);
  const scored = await scoreAnswers(one, { answers, digest: 'd' }, { judge, rubric: DEFAULT_RUBRIC, timeoutMs: 1000 });
  if (scored.kind !== 'scored') throw new Error('There is no score.');
  return scored.score;
}

describe('a score that is kept', () => {
  it('has the answers as the judge is shown them', async () => {
    const { answers } = await kept(10, 'x');
    expect(answers.map((answer) => answer.length)).toEqual(Array.from({ length: 10 }, () => answers[0]?.length));
    expect(answers[0]).toContain('⟨12000 characters left out⟩');
  });

  it.each([1, 10, 50, 400])('stays within one item of 400 KB for %i turns of four-byte characters', async (turns) => {
    expect(bytes(await kept(turns, '🐙'))).toBeLessThan(400 * 1024);
  });

  it('has no endless reason where a check decided', async () => {
    const facts = Array.from({ length: 300 }, (_, index) => `${index} ${'漢'.repeat(900)}`);
    const { by, reason } = await kept(1, 'x', facts);
    expect(by).toBe('checks');
    expect(bytes(reason)).toBeLessThanOrEqual(16 * 1024 + 2);
  });
});
