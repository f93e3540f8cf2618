import * as v from 'valibot';
import { factSchema } from '../judge/fact';
import type { JudgeRequest } from '../judge/judge-port';
import type { QualityCase } from '../gates/quality/quality-suite';
import { DEFAULT_RUBRIC, SCORES, type Rubric } from '../judge/rubric';

const text = v.pipe(v.string(), v.trim(), v.nonEmpty('must say something'), v.maxLength(20_000));
const score = v.picklist(SCORES);

/** An answer that a person has scored: with the judge's score, or with what a judge has to know to give one. */
export const calibrationLabelSchema = v.strictObject({
  /** Of the case that it answers; for messages, and for what is in the suite. */
  key: v.optional(text),
  /** What a person gave it. */
  human: score,
  /** What the judge gave it. */
  judge: v.optional(score),
  question: v.optional(text),
  answer: v.optional(text),
  earlier: v.optional(v.array(v.strictObject({ user: text, answer: text })), []),
  reference: v.optional(text),
  required: v.optional(v.array(factSchema), []),
  forbidden: v.optional(v.array(factSchema), []),
});

export type CalibrationLabel = v.InferOutput<typeof calibrationLabelSchema>;

/** What a suite knows of the labelled answers. */
export interface KnownCases {
  readonly rubric: Rubric;
  readonly cases: readonly QualityCase[];
}

/** What the judge is to be asked about a label, or what is missing for that, as the end of a sentence. */
export type LabelQuestion =
  { readonly kind: 'asked'; readonly request: JudgeRequest } | { readonly kind: 'incomplete'; readonly misses: string };

/** @param suite @default - none: the label says all by itself, and the rubric is the default one */
export function questionAbout(label: CalibrationLabel, suite?: KnownCases): LabelQuestion {
  const { key, answer, earlier } = label;
  const known = suite?.cases.find((one) => one.key === key);
  if (suite && !known && label.question === undefined) {
    return { kind: 'incomplete', misses: `has a key that the suite has no case for: ${key ?? 'none'}` };
  }
  const question = label.question ?? known?.turns.at(-1)?.user;
  if (question === undefined) return { kind: 'incomplete', misses: 'has no `question`, and no suite that knows it' };
  if (answer === undefined) return { kind: 'incomplete', misses: 'has no `answer` that a judge could score' };
  const before = (known?.turns.length ?? 1) - 1;
  if (label.question === undefined && earlier.length !== before) {
    return { kind: 'incomplete', misses: `has ${earlier.length} \`earlier\` turns, and the case has ${before}` };
  }
  const source = label.question === undefined && known ? known : label;
  const { reference, required, forbidden } = source;
  return {
    kind: 'asked',
    request: {
      rubric: suite?.rubric ?? DEFAULT_RUBRIC,
      earlier,
      question,
      answer,
      ...(reference === undefined ? {} : { reference }),
      required,
      forbidden,
    },
  };
}
