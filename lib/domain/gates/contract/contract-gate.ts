import type { GateKind } from '../../gate/gate-kind';
import { callsSideBySide, suiteCalls } from '../../gate/suite-calls';
import { secondsWithTeardown, teardownProblems } from '../../gate/teardown-time';
import { contractSchema, type ContractDefinition } from './contract-definition';
import { runContractGate } from './run-contract';

/** The suite is torn down with either version. */
const TEARDOWNS = 2;

/** Does green answer in the shape of blue? */
export const CONTRACT_GATE: GateKind<ContractDefinition> = {
  schema: contractSchema,
  problems: ({ suite, withinSeconds }) => (suite ? teardownProblems(suite, withinSeconds, TEARDOWNS) : []),
  seconds: ({ suite, withinSeconds }) => secondsWithTeardown(suite, withinSeconds, TEARDOWNS),
  // Of blue and of green.
  calls: ({ suite, concurrency }) =>
    callsSideBySide(2 * suiteCalls(suite, suite.conversations), concurrency, suite.conversations.length),
  needsBlue: true,
  run: runContractGate,
};
