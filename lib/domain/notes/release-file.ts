import * as v from 'valibot';

const sentence = v.pipe(v.string(), v.trim(), v.nonEmpty('say it in a sentence, or leave it out'));
const sentences = v.optional(v.array(sentence));

/**
 * What only people can say of a release: a `release.yaml` beside the code. A list that is empty says that there is none;
 * one that is left out says nothing.
 */
export const releaseFileSchema = v.strictObject({
  /** What matters most, for anybody. */
  highlights: sentences,
  /** What is known to be wrong, and what to do meanwhile. */
  knownIssues: v.optional(v.array(v.strictObject({ issue: sentence, workaround: v.optional(sentence) }))),
  /** What whoever uses it has to change, step by step. */
  migration: sentences,
  /** How to come from the version before to this one, step by step. */
  upgrade: sentences,
  /** What will be taken out, and what to use instead; beside what commits say. */
  deprecations: sentences,
  /** Beside what commits say. */
  security: sentences,
  /** Of a hotfix: what it mends. */
  incident: v.optional(
    v.strictObject({
      problem: sentence,
      impact: v.optional(sentence),
      cause: v.optional(sentence),
      followUp: sentences,
    }),
  ),
  /** What customers are told besides, in the team's own words. */
  customer: v.optional(v.strictObject({ before: sentences, after: sentences, trouble: sentences })),
});

export type ReleaseFile = v.InferOutput<typeof releaseFileSchema>;
