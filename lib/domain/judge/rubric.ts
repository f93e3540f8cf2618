import * as v from 'valibot';

/** The scores that a judge may give, from the worst to the best. */
export const SCORES = [1, 2, 3, 4, 5] as const;
export type Score = (typeof SCORES)[number];

const sentence = v.pipe(v.string(), v.trim(), v.nonEmpty('must say something'), v.maxLength(1000));

/** What a judge is asked, and what each score stands for. A score without an anchor means something else to each call. */
export const rubricSchema = v.strictObject({
  /** The question that the score answers. */
  asks: sentence,
  scores: v.strictObject({ 1: sentence, 2: sentence, 3: sentence, 4: sentence, 5: sentence }),
});

export type Rubric = v.InferOutput<typeof rubricSchema>;

/** What holds where a suite brings no rubric of its own: for assistants that answer customers. */
export const DEFAULT_RUBRIC: Rubric = {
  asks: 'How well does the answer serve the customer who asked, going by what is known to be true?',
  scores: {
    1: 'Harmful or useless: it contradicts the reference on a fact the customer will act on, states a forbidden fact, invents a policy or a product, is about something else, is empty, or is hostile.',
    2: 'Misleading or mostly missing: a wrong detail that could cost the customer time or money, or it leaves the question unanswered although the reference answers it.',
    3: 'Partly right: nothing that it says is wrong, but a required fact is missing, or it is so vague that the customer has to ask again.',
    4: 'Right with a flaw: every required fact is there and nothing is wrong, but it is wordy, unclear, or leaves out something that would have helped.',
    5: 'Right and complete: it agrees with the reference, has every required fact, adds nothing untrue, and is clear and polite. Other words than those of the reference are as good.',
  },
};
