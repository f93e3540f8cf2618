import type { Fact } from './fact';
import type { Rubric, Score } from './rubric';

/** One question to a judge: how good is the last answer of a conversation? */
export interface JudgeRequest {
  readonly rubric: Rubric;
  /** What was said before the last turn; the answers are the version's own. */
  readonly earlier: readonly { readonly user: string; readonly answer: string }[];
  readonly question: string;
  /** The answer to be scored. It is data: whatever it says, it has no say. */
  readonly answer: string;
  readonly reference?: string;
  readonly required: readonly Fact[];
  readonly forbidden: readonly Fact[];
  /**
   * Whether the answer stands before what it is compared with, or after it. Judges tend to favour a place.
   *
   * @default 'after'
   */
  readonly answerStands?: 'before' | 'after';
}

/** What a call cost. */
export interface JudgeUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

interface Called {
  readonly latencyMs: number;
  /** Left out where nobody knows what was used, as after a timeout: then the worst case is charged. */
  readonly usage?: JudgeUsage;
  /** What was done otherwise than asked, each as a sentence, such as a temperature that was left out. */
  readonly notes: readonly string[];
}

/** A judge's answer. Only `scored` counts; everything else is no evidence, for or against a version. */
export type JudgeAnswer =
  | (Called & { readonly kind: 'scored'; readonly score: Score; readonly reason: string })
  /** It answered, and not with a score as it was asked to. */
  | (Called & { readonly kind: 'malformed'; readonly problem: string })
  /** It did not answer: throttled, timed out, refused, out of reach. */
  | (Called & { readonly kind: 'unavailable'; readonly problem: string })
  /** It was not called, since the call might have cost more than was left. */
  | (Called & { readonly kind: 'over-budget'; readonly problem: string });

/** Asks a judge once. It never throws: whatever breaks is `unavailable`. */
export type Judge = (request: JudgeRequest, call: { readonly timeoutMs: number }) => Promise<JudgeAnswer>;

/** Why there is no score; undefined where there is one. */
export function noScore(answer: JudgeAnswer): { readonly code: string; readonly message: string } | undefined {
  switch (answer.kind) {
    case 'scored':
      return undefined;
    case 'malformed':
      return { code: 'judge-malformed', message: `The judge's answer is no score: ${answer.problem}` };
    case 'unavailable':
      return { code: 'judge-unavailable', message: `The judge did not answer: ${answer.problem}` };
    case 'over-budget':
      return { code: 'judge-over-budget', message: `The judge was not asked: ${answer.problem}` };
  }
}
