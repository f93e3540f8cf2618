import fc from 'fast-check';
import { budgetedJudge } from '../../../lib/domain/judge/budgeted-judge';
import {
  costOf,
  NOTHING_SPENT,
  reserve,
  settle,
  worstCaseUsage,
  type JudgeBudget,
} from '../../../lib/domain/judge/judge-budget';
import { noScore, type Judge, type JudgeUsage } from '../../../lib/domain/judge/judge-port';
import { requestOf, scored } from './known-judges';

const budget: JudgeBudget = {
  mostTokens: 1000,
  mostDollars: 1,
  price: { inputPerMillion: 100, outputPerMillion: 500 },
};
const use = (inputTokens: number, outputTokens: number): JudgeUsage => ({ inputTokens, outputTokens });

describe('a budget', () => {
  it('is used up to its last token and not beyond', () => {
    expect(reserve(NOTHING_SPENT, use(900, 100), budget).granted).toBe(true);
    expect(reserve(NOTHING_SPENT, use(900, 101), budget)).toEqual({
      granted: false,
      problem: 'it might bring the tokens to 1001, and the budget is 1000.',
    });
  });

  it('is used up to its last dollar and not beyond', () => {
    const dear = { ...budget, mostDollars: 0.1 };
    expect(costOf(use(500, 100), dear)).toBeCloseTo(0.1, 12);
    expect(reserve(NOTHING_SPENT, use(500, 100), dear).granted).toBe(true);
    expect(reserve(NOTHING_SPENT, use(500, 101), dear)).toMatchObject({ granted: false });
  });

  it('is never spent beyond its caps, whatever runs side by side and whatever is not known', () => {
    const call = fc.record({
      worst: fc.tuple(fc.nat(400), fc.nat(100)),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      known: fc.boolean(),
      late: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 30 }), (calls) => {
        let spending = NOTHING_SPENT;
        const late: (() => void)[] = [];
        for (const {
          worst: [input, output],
          share,
          known,
          late: isLate,
        } of calls) {
          const worst = use(input, output);
          const granted = reserve(spending, worst, budget);
          if (!granted.granted) continue;
          spending = granted.spending;
          const used = known ? use(Math.floor(input * share), Math.floor(output * share)) : undefined;
          const end = () => {
            spending = settle(spending, worst, used);
          };
          if (isLate) late.push(end);
          else end();
          expect(spending.spent.inputTokens + spending.spent.outputTokens).toBeLessThanOrEqual(budget.mostTokens);
        }
        for (const end of late) end();
        expect(spending.spent.inputTokens + spending.spent.outputTokens).toBeLessThanOrEqual(budget.mostTokens);
        expect(spending.reserved).toEqual(use(0, 0));
      }),
    );
  });

  it('takes every byte of a prompt for a token in the worst case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(worstCaseUsage([text], 7)).toEqual(use(Buffer.byteLength(text) + 1000, 7));
      }),
    );
  });
});

describe('a judge with a budget', () => {
  const request = requestOf({ question: 'How long?', answer: '30 days.', reference: 'Within 30 days.' });
  const call = { timeoutMs: 1000 };
  /** Enough for one worst case, and not for two. */
  const small = { ...budget, mostTokens: 9000 };

  it('is asked while the worst case fits, and charged with what it used', async () => {
    const { judge, spending } = budgetedJudge(() => Promise.resolve(scored(4)), small, 400);
    for (let turn = 0; turn < 20; turn++) expect(await judge(request, call)).toMatchObject({ kind: 'scored' });
    expect(spending()).toMatchObject({ calls: 20, spent: use(200, 100), reserved: use(0, 0) });
  });

  it('is not asked beyond it, and says why there is no score', async () => {
    let asked = 0;
    const inner: Judge = () => {
      asked += 1;
      return Promise.resolve({ kind: 'unavailable', problem: 'no answer.', latencyMs: 1, notes: [] });
    };
    const { judge } = budgetedJudge(inner, small, 400);
    expect((await judge(request, call)).kind).toBe('unavailable');
    const second = await judge(request, call);
    expect(second.kind).toBe('over-budget');
    expect(noScore(second)?.code).toBe('judge-over-budget');
    expect(asked).toBe(1);
  });

  it('counts calls that are still under way', async () => {
    const { judge } = budgetedJudge(() => Promise.resolve(scored(4)), small, 400);
    const answers = await Promise.all([judge(request, call), judge(request, call)]);
    expect(answers.map(({ kind }) => kind)).toEqual(['scored', 'over-budget']);
  });
});
