import type { QualityDefinition } from './quality-definition';
import { CALLS_TO_CONFIRM } from './confirmed-drop';
import { costOf, worstCaseUsage } from '../../judge/judge-budget';
import { maxOutputTokensOf, priceOf } from '../../judge/judge-definition';
import { CANARIES, everyCanary } from '../../judge/canary';
import { anchorsOf, longestExamination } from '../../judge/judge-examination';
import type { JudgeRequest, JudgeUsage } from '../../judge/judge-port';
import { judgePrompt, MOST_CHARACTERS } from '../../judge/judge-prompt';
import { requestOf } from './score-answers';

/** What judging one release may take, if everything has to be asked and every answer is as long as a judge is shown. */
export interface WorstCaseJudging {
  readonly calls: number;
  readonly tokens: number;
  readonly dollars: number;
  /** Whether a cap stops it before: then the gate is inconclusive. */
  readonly beyondBudget: boolean;
}

const BOUNDARY = 'x'.repeat(64);
/** Three bytes of UTF-8, which is the most that a character of a JavaScript text takes. */
const LONG = '€';

/**
 * The worst case of one release: an examination and its anchors, a release's own anchors beside one that found a shift,
 * every case scored once for green and as often as it takes for blue, a drop confirmed for each case, and the canaries,
 * each confirmed. Calls that gave
 * no score and are made again are not in it; they are in the cap.
 */
export function worstCaseJudging(gate: QualityDefinition): WorstCaseJudging {
  const { suite, blueScores, budget, judge } = gate;
  if (judge.kind === 'offline') return { calls: 0, tokens: 0, dollars: 0, beyondBudget: false };
  const output = maxOutputTokensOf(judge);
  const usage = (request: JudgeRequest): JudgeUsage => {
    const { system, data } = judgePrompt(request, BOUNDARY);
    return worstCaseUsage([system, data], output);
  };
  const examination = longestExamination(suite.rubric);
  const anchors = anchorsOf(examination);
  // Examined, found to have shifted by its anchors, and examined again with two scores for each anchor.
  const own = [...examination, ...anchors, ...anchors].map(({ request }) => usage(request));
  // Each praised, and asked again.
  const possible = everyCanary(LONG.repeat(MOST_CHARACTERS.answer), suite.rubric).map(({ request }) => usage(request));
  const canary = possible.reduce((most, one) => (one.inputTokens > most.inputTokens ? one : most));
  const canaries = Array.from({ length: CALLS_TO_CONFIRM * Math.min(CANARIES, suite.cases.length) }, () => canary);
  const each = 1 + blueScores + (CALLS_TO_CONFIRM - 1);
  const cases = suite.cases.map((one) => {
    const answers = one.turns.map(() => LONG.repeat(MOST_CHARACTERS.answer));
    return usage(requestOf(one, answers, suite.rubric));
  });
  const sum = (all: readonly JudgeUsage[], of: keyof JudgeUsage) => all.reduce((total, one) => total + one[of], 0);
  const total = {
    inputTokens: sum([...own, ...canaries], 'inputTokens') + each * sum(cases, 'inputTokens'),
    outputTokens: sum([...own, ...canaries], 'outputTokens') + each * sum(cases, 'outputTokens'),
  };
  const tokens = total.inputTokens + total.outputTokens;
  const dollars = costOf(total, { ...budget, price: priceOf(judge) });
  return {
    calls: own.length + canaries.length + each * cases.length,
    tokens,
    dollars,
    beyondBudget: tokens > budget.mostTokens || dollars > budget.mostDollars,
  };
}

/** The worst case in words for the team that releases. */
export function judgingSentence({ name, budget }: QualityDefinition, worst: WorstCaseJudging): string {
  const { calls, tokens, dollars, beyondBudget } = worst;
  const most = `Judging a release by gate ${name} takes at most ${calls} calls, ${tokens} tokens and $${dollars.toFixed(2)}`;
  const cap = `${budget.mostTokens} tokens and $${budget.mostDollars}`;
  return beyondBudget
    ? `${most}; its cap of ${cap} is lower, so that a release which needs more is inconclusive.`
    : `${most}, which is within its cap of ${cap}.`;
}
