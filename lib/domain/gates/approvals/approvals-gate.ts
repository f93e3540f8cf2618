import type { GateKind } from '../../gate/gate-kind';
import { NOBODY_ASKED } from '../../gate/nobody-asked';
import { approvalsSchema, type ApprovalsDefinition } from './approvals-definition';

/** Did people agree to exactly this? What they approved decides, as the release is opened: nobody is asked. */
export const APPROVALS_GATE: GateKind<ApprovalsDefinition> = {
  ...NOBODY_ASKED,
  schema: approvalsSchema,
  attested: ({ by }) => by,
  approvals: ({ independent }) => (independent ? 'independent' : 'any'),
};
