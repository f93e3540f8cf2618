import * as v from 'valibot';
import { beginning } from '../size/beginning';
import { SCORES, type Score } from './rubric';

const answerSchema = v.strictObject({
  reason: v.pipe(v.string(), v.trim(), v.nonEmpty('must say why'), v.maxLength(4000)),
  score: v.picklist(SCORES),
});

/**
 * The shape of a judge's answer as JSON Schema, for whoever can hold a model to one. The reason comes first: a model
 * that has said why scores better than one that has to find reasons for its score. There is no `minimum` or `maxLength`
 * in it, since Bedrock's structured output refuses them (Amazon Bedrock User Guide, "Structured outputs").
 */
export const JUDGE_ANSWER_SCHEMA = {
  type: 'object',
  properties: {
    reason: { type: 'string', description: 'Why, in one or two sentences.' },
    score: { type: 'integer', enum: [...SCORES], description: 'The score, by the rubric.' },
  },
  required: ['reason', 'score'],
  additionalProperties: false,
} as const;

export type ReadAnswer =
  | { readonly kind: 'scored'; readonly score: Score; readonly reason: string }
  | { readonly kind: 'malformed'; readonly problem: string };

/** Reads a judge's answer. Whatever is not exactly a score with a reason is malformed; nothing is guessed or mended. */
export function readJudgeAnswer(value: unknown): ReadAnswer {
  const { success, output, issues } = v.safeParse(answerSchema, value);
  if (success) return { kind: 'scored', score: output.score, reason: output.reason };
  const problems = issues.map((issue) => {
    const path = v.getDotPath(issue);
    return `${path === null ? '' : `${path}: `}${issue.message}`;
  });
  return { kind: 'malformed', problem: `${problems.join('; ')}.` };
}

/**
 * Reads an answer that came as text: JSON and nothing around it. A score is not fished out of prose, since a judge that
 * quotes the answer quotes the fake verdict in it too.
 */
export function readJudgeText(text: string): ReadAnswer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'malformed', problem: `it is not JSON, but ${shortened(text)}.` };
  }
  return readJudgeAnswer(value);
}

function shortened(text: string): string {
  return text === '' ? 'nothing' : JSON.stringify(beginning(text, 80));
}
