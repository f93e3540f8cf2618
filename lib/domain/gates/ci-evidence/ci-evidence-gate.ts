import type { GateKind } from '../../gate/gate-kind';
import { ciEvidenceSchema, type CiEvidenceDefinition } from './ci-evidence-definition';

/** Did CI find nothing wrong with exactly this? What it attested decides, as the release is opened: nobody is asked. */
export const CI_EVIDENCE_GATE: GateKind<CiEvidenceDefinition> = {
  schema: ciEvidenceSchema,
  problems: () => [],
  seconds: () => 0,
  calls: () => ({ calls: 0, atATime: 1 }),
  needsBlue: false,
  attested: ({ checks }) => checks,
};
