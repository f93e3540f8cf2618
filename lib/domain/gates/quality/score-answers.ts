import type { Reason } from '../../gate/verdict';
import { BUDGETS } from '../../size/budgets';
import { shortened } from '../../size/shortened';
import { checkFacts } from './deterministic-checks';
import { noScore, type Judge, type JudgeRequest } from '../../judge/judge-port';
import { MOST_CHARACTERS } from '../../judge/judge-prompt';
import type { QualityCase } from './quality-suite';
import type { Rubric } from '../../judge/rubric';
import type { KeptScore } from '../../judge/score-store';
import { capped } from '../../text/visible-text';

/** The answers of one conversation, with a digest of all of them. */
export interface Transcript {
  readonly answers: readonly string[];
  readonly digest: string;
}

export type Scored =
  | { readonly kind: 'scored'; readonly score: KeptScore }
  /** The judge gave none. */
  | { readonly kind: 'no-score'; readonly reason: Reason };

/**
 * Scores the answers to a case. What a check can decide has the lowest score without a call; otherwise the judge is
 * asked, once.
 */
export async function scoreAnswers(
  one: QualityCase,
  { answers, digest }: Transcript,
  ask: { readonly judge: Judge; readonly rubric: Rubric; readonly timeoutMs: number },
): Promise<Scored> {
  const wrong = checkFacts(one, answers);
  const kept = {
    answers: answers.map((answer) =>
      shortened(capped(answer, MOST_CHARACTERS.answer), BUDGETS.keptAnswers / answers.length),
    ),
    transcript: digest,
  };
  if (wrong.length > 0) {
    const reason = shortened(wrong.map(({ message }) => message).join(' '), BUDGETS.keptReason);
    return { kind: 'scored', score: { score: 1, reason, by: 'checks', ...kept } };
  }
  const answer = await ask.judge(requestOf(one, answers, ask.rubric), { timeoutMs: ask.timeoutMs });
  if (answer.kind === 'scored') {
    return {
      kind: 'scored',
      score: { score: answer.score, reason: shortened(answer.reason, BUDGETS.keptReason), by: 'judge', ...kept },
    };
  }
  const { code, message } = noScore(answer) ?? { code: 'judge-unavailable', message: 'The judge gave no score.' };
  return { kind: 'no-score', reason: { code, message: `Case ${one.key}: ${message}` } };
}

/** What a judge is asked about the last answer of a conversation. */
export function requestOf(
  { turns, reference, required, forbidden }: QualityCase,
  answers: readonly string[],
  rubric: Rubric,
): JudgeRequest {
  const last = answers.length - 1;
  return {
    rubric,
    earlier: turns.slice(0, last).map(({ user }, index) => ({ user, answer: answers[index] ?? '' })),
    question: turns[last]?.user ?? '',
    answer: answers[last] ?? '',
    ...(reference === undefined ? {} : { reference }),
    required,
    forbidden,
  };
}
