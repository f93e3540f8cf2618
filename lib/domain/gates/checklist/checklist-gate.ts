import type { GateKind } from '../../gate/gate-kind';
import { NOBODY_ASKED } from '../../gate/nobody-asked';
import { checklistGateSchema, type ChecklistGateDefinition } from './checklist-gate-definition';

/** Is done what a checklist wants done before the release starts? What was attested decides, as the release is opened. */
export const CHECKLIST_GATE: GateKind<ChecklistGateDefinition> = {
  ...NOBODY_ASKED,
  schema: checklistGateSchema,
  attested: ({ items }) => items,
};
