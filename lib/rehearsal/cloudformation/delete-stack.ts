import { removeResources, failedToDelete } from './remove-resources';
import { type ResourceOperations } from './resource-operations';
import { type Stack } from './stack';
import { type StackEventLog } from './stack-event-log';

/** How the deletion of a stack ended, and what it leaves of the stack. */
export type DeletedStack =
  | { readonly status: 'DELETE_COMPLETE' }
  /** Left as it was, or with what could not be removed. */
  | { readonly status: Stack['status']; readonly reason: string; readonly stack: Stack };

interface DeletionPorts {
  readonly operations: ResourceOperations;
  readonly log: StackEventLog;
  /** Why it cannot be deleted: another stack imports what it exports. */
  readonly inUse: string | undefined;
}

/** Deletes a stack's resources, but for those that a deletion policy retains. */
export async function deleteStack(stack: Stack, { operations, log, inUse }: DeletionPorts): Promise<DeletedStack> {
  log.stack('DELETE_IN_PROGRESS', 'User Initiated');
  if (inUse !== undefined) {
    log.stack(stack.status, inUse);
    return { status: stack.status, reason: inUse, stack };
  }
  const { dependencies } = stack.plan;
  const keep = ({ deletionPolicy }: { readonly deletionPolicy: string }) => deletionPolicy !== 'Delete';
  const leftovers = await removeResources(
    {
      resources: [...stack.leftovers].reverse(),
      dependencies: new Map(),
      keep: ({ deletionPolicy }) => deletionPolicy === 'Retain',
    },
    operations,
  );
  const removed = await removeResources({ resources: [...stack.resources.values()], dependencies, keep }, operations);
  const failed = [...leftovers.failed, ...removed.failed];
  if (failed.length === 0) {
    log.stack('DELETE_COMPLETE');
    return { status: 'DELETE_COMPLETE' };
  }
  const reason = failedToDelete({ failed, left: [] });
  log.stack('DELETE_FAILED', reason);
  const resources = new Map(removed.left.map((resource) => [resource.logicalId, resource]));
  return {
    status: 'DELETE_FAILED',
    reason,
    stack: { ...stack, status: 'DELETE_FAILED', resources, leftovers: [...leftovers.left].reverse() },
  };
}
