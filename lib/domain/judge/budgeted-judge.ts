import { NOTHING_SPENT, reserve, settle, worstCaseUsage, type JudgeBudget, type JudgeSpending } from './judge-budget';
import type { Judge, JudgeUsage } from './judge-port';
import { judgePrompt } from './judge-prompt';

/** As long as the longest that a judge may be given, so that the worst case is never too small. */
const LONGEST_BOUNDARY = 'x'.repeat(64);

/** A judge that is never asked beyond its budget, and what it has spent. */
export interface BudgetedJudge {
  readonly judge: Judge;
  readonly spending: () => JudgeSpending;
}

/** Where calls are written down, so that a cap outlives whoever keeps it. */
export interface JudgeBooks {
  /** What was spent before; calls whose end nobody saw at their worst case. */
  readonly before: JudgeSpending;
  /** Books the worst case of a call before it is made, and answers how to book what it used. */
  readonly begin: (worst: JudgeUsage) => Promise<(used: JudgeUsage) => Promise<void>>;
}

const NO_BOOKS: JudgeBooks = { before: NOTHING_SPENT, begin: () => Promise.resolve(() => Promise.resolve()) };

/**
 * Puts a hard cap on a judge. A call is made only where its worst case fits beside what was spent and what other calls
 * under way may cost. An answer without a usage is charged with its worst case.
 *
 * @param maxOutputTokens what the judge was told to write at most
 */
export function budgetedJudge(
  judge: Judge,
  budget: JudgeBudget,
  maxOutputTokens: number,
  books: JudgeBooks = NO_BOOKS,
): BudgetedJudge {
  let spending = books.before;
  return {
    spending: () => spending,
    judge: async (request, call) => {
      const { system, data } = judgePrompt(request, LONGEST_BOUNDARY);
      const worst = worstCaseUsage([system, data], maxOutputTokens);
      const reservation = reserve(spending, worst, budget);
      if (!reservation.granted) return { kind: 'over-budget', problem: reservation.problem, latencyMs: 0, notes: [] };
      spending = reservation.spending;
      const end = await books.begin(worst);
      const answer = await judge(request, call);
      spending = settle(spending, worst, answer.usage);
      await end(answer.usage ?? worst);
      return answer;
    },
  };
}
