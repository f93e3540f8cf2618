import { NotEmulated } from '../kernel/not-emulated';
import { type Journal } from './apply-plan';
import { removeCreated } from './clean-up';
import { type OperationFailure } from './operation-failure';
import { ResourceFailure } from './resource-failure';
import { type ResourceOperations } from './resource-operations';
import { type StackEventLog } from './stack-event-log';
import { type ManagedResource } from './stack-resource';

/** Undoes a failed creation: nothing of the stack is left but what `DeletionPolicy: Retain` keeps. */
export async function rollBackCreation(
  failure: OperationFailure,
  journal: Journal,
  operations: ResourceOperations,
  log: StackEventLog,
): Promise<void> {
  log.stack('ROLLBACK_IN_PROGRESS', rollbackReason(failure));
  const [left] = await removeCreated(journal, operations);
  if (left) throw new NotEmulated(`A stack whose rollback fails (ROLLBACK_FAILED, at ${left.type})`, left.where);
  log.stack('ROLLBACK_COMPLETE');
}

/**
 * Undoes a failed update: what was updated is put back, last changed first, then what was made is deleted.
 *
 * A resource whose own update failed is not in the journal, so an alias is left as CodeDeploy's rollback left it.
 *
 * @returns the resources as they are again
 */
export async function rollBackUpdate(
  failure: OperationFailure,
  previous: ReadonlyMap<string, ManagedResource>,
  journal: Journal,
  operations: ResourceOperations,
  log: StackEventLog,
): Promise<ReadonlyMap<string, ManagedResource>> {
  log.stack('UPDATE_ROLLBACK_IN_PROGRESS', rollbackReason(failure));
  const restored = new Map(previous);
  for (const change of [...journal.values()].reverse()) {
    if (change.kind !== 'updated') continue;
    restored.set(change.current.logicalId, await putBack(change.previous, change.current, operations));
  }
  log.stack('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  await removeCreated(journal, operations);
  log.stack('UPDATE_ROLLBACK_COMPLETE');
  return restored;
}

async function putBack(
  previous: ManagedResource,
  current: ManagedResource,
  operations: ResourceOperations,
): Promise<ManagedResource> {
  try {
    return await operations.putBack(previous, current);
  } catch (error) {
    if (!(error instanceof ResourceFailure)) throw error;
    const what = `A stack whose rollback fails (UPDATE_ROLLBACK_FAILED, at ${current.type}: ${error.message})`;
    throw new NotEmulated(what, current.where);
  }
}

function rollbackReason(failure: OperationFailure): string {
  if (!(failure instanceof ResourceFailure)) return failure.message;
  const done = failure.verb === 'CREATE' ? 'create' : 'update';
  return `The following resource(s) failed to ${done}: [${failure.logicalId}]. Rollback requested by user.`;
}
