import * as v from 'valibot';
import { codeDigestSchema } from '../code/code-digest';
import { canBeKept } from '../gate/evidence';
import { shortened } from '../size/shortened';
import { oneLine } from '../text/one-line';
import { attestationKindSchema } from './attestation-kind';
import { sha256Schema } from '../text/sha256';

/** No sentence is longer, in bytes of UTF-8. */
const SAID_BYTES = 500;
/** More than any check measures. */
const MOST_FIGURES = 20;

/** What somebody says of a subject, before it is known who they are. */
export const claimSchema = v.strictObject({
  platform: v.pipe(v.string(), v.nonEmpty()),
  kind: attestationKindSchema,
  /** The SHA-256 of what is released. */
  subject: sha256Schema,
  /** What people call it. */
  name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(300)),
  /** What the code is; left out by who has the subject alone. */
  code: v.optional(codeDigestSchema),
  outcome: v.picklist(['pass', 'fail']),
  said: v.pipe(v.string(), v.nonEmpty(), v.maxBytes(SAID_BYTES)),
  figures: v.pipe(
    v.record(
      v.pipe(v.string(), v.maxLength(60)),
      v.pipe(v.number(), v.check(canBeKept, 'must be a number that can be kept')),
    ),
    v.check((figures) => Object.keys(figures).length <= MOST_FIGURES, `must be ${MOST_FIGURES} figures at most`),
  ),
  /** For how long it is to count, in whole seconds; no longer than the platform lets it. */
  validSeconds: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

export type Claim = v.InferOutput<typeof claimSchema>;

/** A sentence as a claim has room for it. */
export function fittedSaid(text: string): string {
  return shortened(oneLine(text), SAID_BYTES);
}

/** The header by which a proof of identity is bound to what is said: it is good for that alone. */
export const CLAIM_HEADER = 'x-sluice-claim';

/** What that header says. @param sha256 of the claim's canonical text */
export function claimHeader({ platform, kind, subject }: Claim, sha256: string): string {
  return [platform, kind, subject, sha256].join('/');
}
