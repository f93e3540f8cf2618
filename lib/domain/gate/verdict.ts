import * as v from 'valibot';
import { evidenceSchema, type Evidence } from './evidence';

/** Verdicts from the best to the worst. */
export const OUTCOMES = ['pass', 'inconclusive', 'fail'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** Why a gate decided as it did. */
export interface Reason {
  /** A stable name of the kind of reason, such as `expectation-not-met`. */
  readonly code: string;
  /** One sentence for a person. */
  readonly message: string;
  /** What the version was asked, as a person reads it; left out where it was not asked, or where nobody need know. */
  readonly asked?: string | undefined;
  /** What it answered to that; left out where there is no answer. */
  readonly answered?: string | undefined;
}

/** A gate's answer. It always carries its reasons and its evidence. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  readonly evidence: Evidence;
}

export const reasonSchema = v.strictObject({
  code: v.string(),
  message: v.string(),
  asked: v.optional(v.string()),
  answered: v.optional(v.string()),
}) satisfies v.GenericSchema<unknown, Reason>;

/** A verdict as it comes from elsewhere. One without a reason is none: whoever made it broke. */
export const verdictSchema = v.strictObject({
  outcome: v.picklist(OUTCOMES),
  reasons: v.pipe(v.array(reasonSchema), v.minLength(1)),
  evidence: evidenceSchema,
}) satisfies v.GenericSchema<unknown, Verdict>;

/** The more severe of two outcomes. */
export function worst(left: Outcome, right: Outcome): Outcome {
  // Stryker disable next-line EqualityOperator: of two that are the same it does not matter which.
  return OUTCOMES.indexOf(left) >= OUTCOMES.indexOf(right) ? left : right;
}

const NOTHING_MEASURED: Evidence = { source: 'nothing was measured', sampleSize: 0, windowMs: 0, figures: {} };

/** The verdict of a gate that could not be run: it fails, since a gate never passes without evidence. */
export function notRun(reason: Reason): Verdict {
  return { outcome: 'fail', reasons: [reason], evidence: NOTHING_MEASURED };
}
