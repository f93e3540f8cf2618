import type { GateKind } from '../../gate/gate-kind';
import { NOBODY_ASKED } from '../../gate/nobody-asked';
import { ciEvidenceSchema, type CiEvidenceDefinition } from './ci-evidence-definition';

/** Did CI find nothing wrong with exactly this? What it attested decides, as the release is opened: nobody is asked. */
export const CI_EVIDENCE_GATE: GateKind<CiEvidenceDefinition> = {
  ...NOBODY_ASKED,
  schema: ciEvidenceSchema,
  attested: ({ checks }) => checks,
};
