import type { GateKind } from '../../gate/gate-kind';
import { checklistGateSchema, type ChecklistGateDefinition } from './checklist-gate-definition';

/** Is done what a checklist wants done before the release starts? What was attested decides, as the release is opened. */
export const CHECKLIST_GATE: GateKind<ChecklistGateDefinition> = {
  schema: checklistGateSchema,
  problems: () => [],
  seconds: () => 0,
  calls: () => ({ calls: 0, atATime: 1 }),
  needsBlue: false,
  attested: ({ items }) => items,
};
