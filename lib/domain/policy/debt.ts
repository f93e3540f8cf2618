import * as v from 'valibot';
import { codeDigestSchema } from '../code/code-digest';
import { sha256Schema } from '../text/sha256';

const time = v.pipe(v.number(), v.integer(), v.minValue(0));
const kinds = v.array(v.string());

/** What a release owes by one time: it was opened without some of it. Times are milliseconds since the epoch. */
export const debtSchema = v.object({
  /** The SHA-256 of what is released. */
  subject: sha256Schema,
  /** What the code is, so that what is attested later is held to it too; left out where nobody can say it. */
  code: v.optional(codeDigestSchema),
  openedAt: time,
  dueAt: time,
  checks: kinds,
  approvals: v.object({
    by: kinds,
    independent: v.boolean(),
    /** What was asked for at once: who approved as one of these approves as nothing else. */
    beside: kinds,
  }),
});

export type Debt = v.InferOutput<typeof debtSchema>;

/** A debt of a release as it is kept. */
export const keptDebtSchema = v.object({
  releaseId: v.string(),
  debt: debtSchema,
  /** When somebody was told that it is due soon. */
  remindedAt: v.optional(time),
});

export type KeptDebt = v.InferOutput<typeof keptDebtSchema>;
