import type { GateKind } from '../../gate/gate-kind';
import { healthSchema, type HealthDefinition } from './health-definition';
import { runHealthGate } from './run-health';

/** Is green healthy? */
export const HEALTH_GATE: GateKind<HealthDefinition> = {
  schema: healthSchema,
  problems: () => [],
  seconds: ({ withinSeconds }) => withinSeconds,
  calls: ({ passes }) => ({ calls: passes, atATime: 1 }),
  needsBlue: false,
  run: runHealthGate,
};
