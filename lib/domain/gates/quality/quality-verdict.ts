import type { ComparedPair, Evidence } from '../../gate/evidence';
import type { QualityDefinition } from './quality-definition';
import type { Outcome, Reason, Verdict } from '../../gate/verdict';
import { beginning } from '../../size/beginning';
import type { ComparedCase } from './compare-answers';
import type { QualityOutcome } from './compare-quality';
import { confidenceSequence } from './confidence-sequence';
import { decideQuality } from './decide-quality';
import { costOf, type JudgeSpending } from '../../judge/judge-budget';
import { judgeName, priceOf } from '../../judge/judge-definition';
import type { JudgeStanding } from '../../judge/judge-standing';
import type { ComparedCases } from './comparison-run';

/** What a verdict says besides what was decided. */
export interface QualityAccount {
  readonly gate: QualityDefinition;
  readonly windowMs: number;
  readonly spending: JudgeSpending;
}

/** What came of the cases, and of the canaries among them. */
export interface JudgedCases extends ComparedCases {
  /** Calls of the judge on canaries in this asking. */
  readonly canaryCalls: number;
}

/** So many cases are shown side by side, the worst ones. */
const SHOWN_CASES = 5;
/** What is shown of an answer, and of a reason; a verdict goes from state to state with those of all other gates. */
const SHOWN_CHARACTERS = 600;

const OUTCOMES: Readonly<Record<QualityOutcome, Outcome>> = {
  certified: 'pass',
  rejected: 'fail',
  'not-certified': 'inconclusive',
};

/** The verdict once nothing more is to be asked. */
export function qualityVerdict(
  found: JudgedCases & { readonly standing: Extract<JudgeStanding, { readonly kind: 'fit' }> },
  account: QualityAccount,
): Verdict {
  const { comparison, cases, standing } = found;
  const { outcome, reasons } = decideQuality({
    mean: comparison.outcome === 'undecided' ? 'not-certified' : comparison.outcome,
    criticalDrops: cases.filter(({ dropped }) => dropped === 'critical').map(({ one }) => one.key),
    deepDrops: cases.filter(({ dropped }) => dropped === 'deep').map(({ one }) => one.key),
    // Where the judge has shifted, blue was judged anew: no earlier score is left to be wrong.
  });
  const { drift } = standing;
  const shifted: readonly Reason[] =
    drift && drift.finding !== 'steady'
      ? [{ code: 'judge-shifted', message: `${shiftText(drift.shift)} Blue was judged anew.` }]
      : [];
  const evidence = evidenceOf(account, found, {
    examinationCalls: standing.asked.examination,
    anchorCalls: standing.asked.anchors,
    ...(drift ? { judgeShift: drift.shift } : {}),
    ...(drift && Number.isFinite(drift.detectableShift) ? { detectableShift: drift.detectableShift } : {}),
  });
  const { estimate = 0, low = 0, high = 0 } = evidence.figures;
  const mean: Reason = {
    code: 'quality-difference',
    message: `Green's answers score ${signed(estimate)} points against blue's, between ${signed(low)} and ${signed(high)}, by ${evidence.sampleSize} of ${comparison.suiteSize} cases; the margin is ${account.gate.margin}.`,
  };
  return {
    outcome: OUTCOMES[outcome],
    // A drop ends it before the mean has had its say.
    reasons: [
      ...reasons.filter(({ code }) => code !== 'quality-not-shown' || comparison.outcome !== 'undecided'),
      ...[mean, ...shifted],
      ...caseReasons(cases),
    ],
    evidence,
  };
}

/** The verdict where something is missing that a decision takes. */
export function unknownVerdict(reasons: readonly Reason[], account: QualityAccount, found?: JudgedCases): Verdict {
  return { outcome: 'inconclusive', reasons, evidence: evidenceOf(account, found, {}) };
}

function evidenceOf(
  { gate, windowMs, spending }: QualityAccount,
  found: JudgedCases | undefined,
  more: Readonly<Record<string, number>>,
): Evidence {
  const cases = found?.cases ?? [];
  const count = (of: (compared: ComparedCase) => number) => cases.reduce((sum, compared) => sum + of(compared), 0);
  const mean = found && confidenceSequence(found.pairs, found.rule).at(-1);
  const comparisons = worstOf(cases).map(shownPair);
  return {
    source: `answers of both versions, scored by ${judgeName(gate.judge)}`,
    sampleSize: found?.pairs.length ?? 0,
    windowMs,
    figures: {
      ...(mean ? { estimate: mean.estimate, low: mean.low, high: mean.high } : {}),
      sameAnswers: cases.filter(({ green }) => !green).length,
      decidedByChecks: cases.filter(({ green }) => green?.by === 'checks').length,
      greenCalls: count(({ calls }) => calls.green),
      blueFillCalls: count(({ calls }) => calls.blue),
      confirmingCalls: count(({ calls }) => calls.confirming),
      canaryCalls: found?.canaryCalls ?? 0,
      ...more,
      judgeCalls: spending.calls,
      judgeInputTokens: spending.spent.inputTokens,
      judgeOutputTokens: spending.spent.outputTokens,
      judgeUsd: costOf(spending.spent, { ...gate.budget, price: priceOf(gate.judge) }),
    },
    ...(comparisons.length === 0 ? {} : { comparisons }),
  };
}

/** The cases that lost most, those that count more first. */
function worstOf(cases: readonly ComparedCase[]): readonly ComparedCase[] {
  return cases
    .filter(({ difference, dropped }) => difference < 0 || dropped !== 'not')
    .sort((a, b) => a.difference * a.one.weight - b.difference * b.one.weight || (a.one.key < b.one.key ? -1 : 1))
    .slice(0, SHOWN_CASES);
}

function shownPair({ one, green, blue }: ComparedCase): ComparedPair {
  const [first] = blue;
  return {
    case: one.key,
    question: shortened(one.turns.at(-1)?.user ?? ''),
    green: { score: green?.score ?? 0, answer: shortened(green?.answers.at(-1)), reason: shortened(green?.reason) },
    blue: {
      score: blue.reduce((sum, { score }) => sum + score, 0) / Math.max(1, blue.length),
      answer: shortened(first?.answers.at(-1)),
      reason: shortened(first?.reason),
    },
  };
}

function caseReasons(cases: readonly ComparedCase[]): readonly Reason[] {
  return worstOf(cases).map((compared) => {
    const { case: key, green, blue } = shownPair(compared);
    return {
      code: 'case-got-worse',
      message: `Case ${key}: green ${green.score}, blue ${points(blue.score)}. Green: ${green.reason} Blue: ${blue.reason}`,
    };
  });
}

function shortened(text = ''): string {
  return beginning(text, SHOWN_CHARACTERS);
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}

function points(score: number): string {
  return Number.isInteger(score) ? String(score) : score.toFixed(2);
}

function shiftText(shift: number): string {
  return `The judge scores the anchors ${Math.abs(shift).toFixed(2)} points ${shift < 0 ? 'lower' : 'higher'} than when they were recorded.`;
}
