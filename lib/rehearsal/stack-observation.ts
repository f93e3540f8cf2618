import type { Assembly } from './assembly/read-assembly';
import type { StackOperation } from './cloudformation/stack-operation';
import type { StackStatus } from './cloudformation/stack-status';

/** What one step did to one stack of its assembly. */
export interface StackObservation {
  readonly step: string;
  readonly stackName: string;
  /** As CloudFormation says; left out where a stack before it had failed, so that its turn never came. */
  readonly status?: StackStatus;
  /** Whether CloudFormation failed it. */
  readonly failed: boolean;
  /** Its first failure. */
  readonly reason?: string;
}

const COMPLETE: ReadonlySet<StackStatus> = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'NO_CHANGE']);

/**
 * Whether a stack is not as the step was to leave it.
 *
 * @internal
 */
export function isFailed({ status }: Pick<StackOperation, 'status'>): boolean {
  return !COMPLETE.has(status);
}

/**
 * Says of each stack of an assembly what a step did to it.
 *
 * @internal
 */
export function observeStacks(
  step: string,
  { stacks }: Pick<Assembly, 'stacks'>,
  operations: readonly StackOperation[],
): readonly StackObservation[] {
  return stacks.map(({ name: stackName }) => {
    const operation = operations.find((one) => one.stackName === stackName);
    if (!operation) return { step, stackName, failed: false };
    const { status, reason } = operation;
    return { step, stackName, status, failed: isFailed(operation), ...(reason === undefined ? {} : { reason }) };
  });
}
