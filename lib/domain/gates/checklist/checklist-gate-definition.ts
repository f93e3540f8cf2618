import * as v from 'valibot';
import { attestationKindSchema } from '../../attestation/attestation-kind';
import { hookGateFields } from '../../gate/definition-fields';

/** Items of a checklist that must be done before the release starts. */
export const checklistGateSchema = v.strictObject({
  name: hookGateFields.name,
  phase: v.literal('before-traffic'),
  kind: v.literal('checklist'),
  /** What has to be attested for them, in the order in which they are due. */
  items: v.pipe(
    v.array(attestationKindSchema),
    v.minLength(
      1,
      'must have an item with `attested` that is due by then: no other can be judged as the release is opened',
    ),
  ),
});

export type ChecklistGateDefinition = v.InferOutput<typeof checklistGateSchema>;
