import type { GateKind } from '../../gate/gate-kind';
import { functionSchema, type FunctionDefinition } from './function-definition';
import { runFunctionGate } from './run-function';

/** What does the squad's own function say of green? */
export const FUNCTION_GATE: GateKind<FunctionDefinition> = {
  schema: functionSchema,
  problems: () => [],
  seconds: ({ withinSeconds }) => withinSeconds,
  calls: () => ({ calls: 1, atATime: 1 }),
  needsBlue: false,
  run: runFunctionGate,
};
