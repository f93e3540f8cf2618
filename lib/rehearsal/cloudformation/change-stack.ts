import { applyPlan, type Journal } from './apply-plan';
import { cleanUp } from './clean-up';
import { type Exports } from './exports';
import { OperationFailure } from './operation-failure';
import { type ResourceOperations } from './resource-operations';
import { rollBackCreation, rollBackUpdate } from './roll-back';
import { type Stack } from './stack';
import { type StackEventLog } from './stack-event-log';
import { stackOutputs } from './stack-outputs';
import { type StackPlan } from './stack-plan';

interface ChangePorts {
  readonly operations: ResourceOperations;
  readonly exports: Exports;
  readonly log: StackEventLog;
}

/** The stack as a change leaves it, and the first failure. */
export interface ChangedStack {
  readonly stack: Stack;
  readonly reason?: string;
}

/** Creates or updates a stack by its plan, and rolls it back where something fails. */
export async function changeStack(
  previous: Stack | undefined,
  plan: StackPlan,
  ports: ChangePorts,
): Promise<ChangedStack> {
  const { exports, log, operations } = ports;
  const journal: Journal = new Map();
  log.stack(previous ? 'UPDATE_IN_PROGRESS' : 'CREATE_IN_PROGRESS', 'User Initiated');
  try {
    await applyPlan(plan, previous?.resources ?? new Map(), operations, journal);
    const { outputs, exportNames, exports: exported } = stackOutputs(plan);
    exports.replace(plan.source.name, { exports: exported, imports: plan.scope.imports });
    const status = previous ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE';
    const stack: Stack = { status, plan, resources: plan.resources, leftovers: [], outputs, exportNames };
    if (!previous) log.stack('CREATE_COMPLETE');
    else await finishUpdate(previous, stack, journal, ports);
    return { stack };
  } catch (failure) {
    if (!(failure instanceof OperationFailure)) throw failure;
    const stack = await rollBack(failure, previous, plan, journal, ports);
    return { stack, reason: failure.message };
  }
}

async function finishUpdate(
  previous: Stack,
  { resources }: Stack,
  journal: Journal,
  { operations, log }: ChangePorts,
): Promise<void> {
  log.stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  const gone = await cleanUp(previous.resources, resources, journal, operations);
  log.stack('UPDATE_COMPLETE', gone ? undefined : 'Update successful. One or more resources could not be deleted.');
}

async function rollBack(
  failure: OperationFailure,
  previous: Stack | undefined,
  plan: StackPlan,
  journal: Journal,
  { operations, log }: ChangePorts,
): Promise<Stack> {
  const rollback = { failure, journal, operations, log };
  if (!previous) {
    const { status, resources } = await rollBackCreation(rollback, plan.dependencies);
    return { status, plan, resources, leftovers: [], outputs: {}, exportNames: {} };
  }
  return { ...previous, ...(await rollBackUpdate(rollback, previous.resources)) };
}
