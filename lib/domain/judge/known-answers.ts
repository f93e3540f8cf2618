import * as v from 'valibot';
import answers from './known-answers.json';

const knownAnswersSchema = v.array(
  v.strictObject({
    key: v.string(),
    question: v.string(),
    reference: v.string(),
    /** Deserves a 4 or a 5. */
    good: v.string(),
    /** True as far as it goes, and it does not go far: somewhere in the middle. */
    partial: v.string(),
    /** Deserves a 1 or a 2. */
    bad: v.string(),
    /** What is wrong with it, for messages. */
    badFor: v.string(),
    /** The bad answer says what the reference denies, so that it stays bad whatever else is said beside it. */
    contradicts: v.optional(v.boolean(), false),
  }),
);

/** A question with answers whose worth is known. */
export type KnownAnswer = v.InferOutput<typeof knownAnswersSchema>[number];

/** Questions to a bookshop's assistant: wrong numbers and dates, the opposite, inventions, evasions, silence. */
export const KNOWN_ANSWERS: readonly KnownAnswer[] = v.parse(knownAnswersSchema, answers);
