import * as v from 'valibot';
import { attestationKindSchema } from '../../attestation/attestation-kind';
import { hookGateFields } from '../../gate/definition-fields';

/** Approvals that people must have given of exactly what is released. */
export const approvalsSchema = v.strictObject({
  name: hookGateFields.name,
  phase: v.literal('before-traffic'),
  kind: v.literal('approvals'),
  by: v.pipe(
    v.array(attestationKindSchema),
    v.minLength(1, "must name what it is approved as, such as 'qa-lead'"),
    v.check((by) => new Set(by).size === by.length, 'must name each once'),
  ),
  /** Whether nobody may approve their own commit. */
  independent: v.boolean(),
});

export type ApprovalsDefinition = v.InferOutput<typeof approvalsSchema>;
