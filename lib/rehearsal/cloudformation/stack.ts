import { type StackOutputs } from './stack-outputs';
import { type StackPlan } from './stack-plan';
import type { StackStatus } from './stack-status';
import { type ManagedResource } from './stack-resource';

/** A stack as its last operation left it. */
export interface Stack {
  readonly status: Exclude<StackStatus, 'NO_CHANGE' | 'DELETE_COMPLETE'>;
  /** As it was last deployed with success; of a failed creation, as it was attempted. */
  readonly plan: StackPlan;
  readonly resources: ReadonlyMap<string, ManagedResource>;
  /** What a failed rollback could not delete any more, last made first. It goes with the stack. */
  readonly leftovers: readonly ManagedResource[];
  readonly outputs: StackOutputs['outputs'];
  readonly exportNames: StackOutputs['exportNames'];
}

/** A stack whose creation failed holds nothing but its name: CloudFormation can only delete it. */
export function isFailedCreation({ status }: Stack): boolean {
  return status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED';
}

/** Whether CloudFormation takes an update of a stack. Another stack has to be put right or deleted first. */
export function canBeUpdated({ status }: Stack): boolean {
  switch (status) {
    case 'CREATE_COMPLETE':
    case 'UPDATE_COMPLETE':
    case 'UPDATE_ROLLBACK_COMPLETE':
      return true;
    case 'ROLLBACK_COMPLETE':
    case 'ROLLBACK_FAILED':
    case 'UPDATE_ROLLBACK_FAILED':
    case 'DELETE_FAILED':
      return false;
  }
}
