import type { JudgeUsage } from './judge-port';

/** What judging one release may cost at most. Both caps are hard: a call that might go beyond either is not made. */
export interface JudgeBudget {
  /** Input and output tokens together. */
  readonly mostTokens: number;
  /** US dollars. */
  readonly mostDollars: number;
  /** US dollars for a million tokens, from the price list of whoever runs the model. */
  readonly price: { readonly inputPerMillion: number; readonly outputPerMillion: number };
}

/** What was spent so far, and what calls under way may still cost. */
export interface JudgeSpending {
  readonly calls: number;
  readonly spent: JudgeUsage;
  readonly reserved: JudgeUsage;
}

export const NOTHING_SPENT: JudgeSpending = {
  calls: 0,
  spent: { inputTokens: 0, outputTokens: 0 },
  reserved: { inputTokens: 0, outputTokens: 0 },
};

/** Framing of roles, of the answer's schema and of a forced tool, in tokens; about twice what Anthropic's models add. */
const FRAMING_TOKENS = 1000;

/**
 * The most that one call can use. No tokenizer in use makes more tokens than the text has bytes of UTF-8, since byte
 * pairs are only ever merged (Sennrich et al., https://arxiv.org/abs/1508.07909); English has about a quarter of that.
 */
export function worstCaseUsage(promptTexts: readonly string[], maxOutputTokens: number): JudgeUsage {
  const bytes = promptTexts.reduce((sum, text) => sum + utf8Bytes(text), 0);
  return { inputTokens: bytes + FRAMING_TOKENS, outputTokens: maxOutputTokens };
}

/** US dollars for so many tokens. */
export function costOf(usage: JudgeUsage, { price }: JudgeBudget): number {
  return (usage.inputTokens * price.inputPerMillion + usage.outputTokens * price.outputPerMillion) / 1e6;
}

/**
 * Sets the worst case of a call aside, or says why it may not be made. Calls that run side by side each need theirs, so
 * that together they cannot go beyond the cap.
 */
export function reserve(
  spending: JudgeSpending,
  worst: JudgeUsage,
  budget: JudgeBudget,
):
  { readonly granted: true; readonly spending: JudgeSpending } | { readonly granted: false; readonly problem: string } {
  const reserved = sum(spending.reserved, worst);
  const total = sum(spending.spent, reserved);
  const tokens = total.inputTokens + total.outputTokens;
  if (tokens > budget.mostTokens) {
    return {
      granted: false,
      problem: `it might bring the tokens to ${tokens}, and the budget is ${budget.mostTokens}.`,
    };
  }
  const dollars = costOf(total, budget);
  if (dollars > budget.mostDollars) {
    const problem = `it might bring the cost to $${dollars.toFixed(4)}, and the budget is $${budget.mostDollars}.`;
    return { granted: false, problem };
  }
  return { granted: true, spending: { calls: spending.calls + 1, spent: spending.spent, reserved } };
}

/** Books what a call used instead of its worst case; all of the worst case where nobody knows. */
export function settle(spending: JudgeSpending, worst: JudgeUsage, used: JudgeUsage | undefined): JudgeSpending {
  const reserved = {
    inputTokens: spending.reserved.inputTokens - worst.inputTokens,
    outputTokens: spending.reserved.outputTokens - worst.outputTokens,
  };
  return { calls: spending.calls, spent: sum(spending.spent, used ?? worst), reserved };
}

function sum(left: JudgeUsage, right: JudgeUsage): JudgeUsage {
  return {
    inputTokens: left.inputTokens + right.inputTokens,
    outputTokens: left.outputTokens + right.outputTokens,
  };
}

/** Bytes of a text in UTF-8, without Node's Buffer. */
function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
