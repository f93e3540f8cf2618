import type { GateKind } from '../../gate/gate-kind';
import { approvalsSchema, type ApprovalsDefinition } from './approvals-definition';

/** Did people agree to exactly this? What they approved decides, as the release is opened: nobody is asked. */
export const APPROVALS_GATE: GateKind<ApprovalsDefinition> = {
  schema: approvalsSchema,
  problems: () => [],
  seconds: () => 0,
  calls: () => ({ calls: 0, atATime: 1 }),
  needsBlue: false,
  attested: ({ by }) => by,
  approvals: ({ independent }) => (independent ? 'independent' : 'any'),
};
