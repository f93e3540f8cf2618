import type { JudgeBooks } from './budgeted-judge';
import { NOTHING_SPENT, type JudgeSpending } from './judge-budget';
import type { BookedCall, ScoreStore } from './score-store';

/** The books of a gate in a release: what earlier askings spent counts against its budget too. */
export async function openBooks(account: string, scores: ScoreStore): Promise<JudgeBooks> {
  const earlier = await scores.calls(account);
  let count = earlier.length;
  return {
    before: spentBefore(earlier),
    begin: async (worst: BookedCall['worst']) => {
      // No call is ever taken out of the books, so a count is a name that no other call has.
      const name = String(count++).padStart(6, '0');
      await scores.book(account, name, { worst });
      return (used: BookedCall['worst']) => scores.book(account, name, { worst, used });
    },
  };
}

function spentBefore(calls: readonly BookedCall[]): JudgeSpending {
  return calls.reduce(
    ({ calls: count, spent, reserved }, { worst, used = worst }) => ({
      calls: count + 1,
      spent: {
        inputTokens: spent.inputTokens + used.inputTokens,
        outputTokens: spent.outputTokens + used.outputTokens,
      },
      reserved,
    }),
    NOTHING_SPENT,
  );
}
