import * as v from 'valibot';
import { attestationKindSchema } from '../../attestation/attestation-kind';
import { hookGateFields } from '../../gate/definition-fields';

/** Checks that must have been attested of exactly what is released. */
export const ciEvidenceSchema = v.strictObject({
  name: hookGateFields.name,
  phase: v.literal('before-traffic'),
  kind: v.literal('ci-evidence'),
  checks: v.pipe(
    v.array(attestationKindSchema),
    v.minLength(1, "must name a check, such as 'unit'"),
    v.check((checks) => new Set(checks).size === checks.length, 'must name each check once'),
  ),
});

export type CiEvidenceDefinition = v.InferOutput<typeof ciEvidenceSchema>;
