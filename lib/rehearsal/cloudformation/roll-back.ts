import { type Journal } from './apply-plan';
import { removeMade } from './clean-up';
import { type OperationFailure } from './operation-failure';
import { failedToDelete, removeResources } from './remove-resources';
import { failedResources, ResourceFailure } from './resource-failure';
import { type ResourceOperations } from './resource-operations';
import { type StackEventLog } from './stack-event-log';
import { type AppliedChange, type FailedChange, type ManagedResource } from './stack-resource';

interface Rollback {
  readonly failure: OperationFailure;
  readonly journal: Journal;
  readonly operations: ResourceOperations;
  readonly log: StackEventLog;
}

/** What a rolled back creation leaves of a stack. */
export interface RolledBackCreation {
  readonly status: 'ROLLBACK_COMPLETE' | 'ROLLBACK_FAILED';
  readonly resources: ReadonlyMap<string, ManagedResource>;
}

/** What a rolled back update leaves of a stack. */
export interface RolledBackUpdate {
  readonly status: 'UPDATE_ROLLBACK_COMPLETE' | 'UPDATE_ROLLBACK_FAILED';
  readonly resources: ReadonlyMap<string, ManagedResource>;
  /** What the update has made and a failed rollback could not delete any more, last made first. */
  readonly leftovers: readonly ManagedResource[];
}

/**
 * Undoes a failed creation: nothing of the stack is left but what `DeletionPolicy: Retain` keeps.
 *
 * @param dependencies the logical ids each resource depends on
 */
export async function rollBackCreation(
  { failure, journal, operations, log }: Rollback,
  dependencies: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<RolledBackCreation> {
  log.stack('ROLLBACK_IN_PROGRESS', creationRollbackReason(failure));
  const change = failedChange(failure);
  if (change?.kind === 'creation' && !change.left) operations.forget(change.planned);
  const made = [...journal.values()].map(({ current }) => current);
  const removed = await removeResources(
    {
      resources: [...made, ...leftBy(change)],
      dependencies,
      keep: ({ deletionPolicy }) => deletionPolicy === 'Retain',
    },
    operations,
  );
  const resources = new Map(removed.left.map((resource) => [resource.logicalId, resource]));
  if (resources.size === 0) {
    log.stack('ROLLBACK_COMPLETE');
    return { status: 'ROLLBACK_COMPLETE', resources };
  }
  log.stack('ROLLBACK_FAILED', failedToDelete(removed));
  return { status: 'ROLLBACK_FAILED', resources };
}

/**
 * Undoes a failed update: what was updated is put back, last changed first, then what was made is deleted.
 *
 * A step of the rollback that fails ends it: CloudFormation waits for somebody to put things right.
 */
export async function rollBackUpdate(
  { failure, journal, operations, log }: Rollback,
  previous: ReadonlyMap<string, ManagedResource>,
): Promise<RolledBackUpdate> {
  log.stack('UPDATE_ROLLBACK_IN_PROGRESS', rollbackReason(failure));
  const restored = new Map(previous);
  for (const { kind, current } of journal.values()) if (kind === 'updated') restored.set(current.logicalId, current);
  const change = failedChange(failure);
  const made = [...leftBy(change), ...madeBy(journal)];
  const restore = (resource: ManagedResource, instead?: ManagedResource) => {
    restored.set(resource.logicalId, resource);
    if (instead && instead.physical.id !== resource.physical.id) made.push(instead);
  };
  try {
    if (change) await undo(change, journal, operations, restore);
    for (const applied of [...journal.values()].reverse()) await takeBack(applied, operations, restore);
  } catch (error) {
    if (!(error instanceof ResourceFailure)) throw error;
    log.stack('UPDATE_ROLLBACK_FAILED', failedResources(error));
    return { status: 'UPDATE_ROLLBACK_FAILED', resources: restored, leftovers: [...made, ...leftBy(error.change)] };
  }
  log.stack('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  if (change?.kind === 'creation' && !change.left) operations.forget(change.planned);
  const gone = await removeMade(made, operations);
  log.stack('UPDATE_ROLLBACK_COMPLETE', gone ? undefined : 'One or more resources could not be deleted.');
  return { status: 'UPDATE_ROLLBACK_COMPLETE', resources: restored, leftovers: [] };
}

type Restore = (resource: ManagedResource, instead?: ManagedResource) => void;

async function undo(
  change: FailedChange,
  journal: Journal,
  operations: ResourceOperations,
  restore: Restore,
): Promise<void> {
  switch (change.kind) {
    case 'creation':
      return;
    case 'replacement':
      operations.takeBack(change.previous);
      return;
    case 'update':
      // An alias that CodeDeploy had moved before its own update failed is put back like any other update.
      if (journal.has(change.planned.logicalId)) return;
      restore(await operations.undo(change.previous, change.planned), change.previous);
  }
}

async function takeBack(applied: AppliedChange, operations: ResourceOperations, restore: Restore): Promise<void> {
  switch (applied.kind) {
    case 'created':
      return;
    case 'replaced':
      operations.takeBack(applied.previous);
      return;
    case 'updated':
      restore(await operations.putBack(applied.previous, applied.current), applied.current);
  }
}

function madeBy(journal: Journal): readonly ManagedResource[] {
  return [...journal.values()]
    .reverse()
    .filter(({ kind }) => kind !== 'updated')
    .map(({ current }) => current);
}

function failedChange(failure: OperationFailure): FailedChange | undefined {
  return failure instanceof ResourceFailure ? failure.change : undefined;
}

function leftBy(change: FailedChange | undefined): readonly ManagedResource[] {
  return change && change.kind !== 'update' && change.left ? [change.left] : [];
}

function rollbackReason(failure: OperationFailure): string {
  return failure instanceof ResourceFailure ? failedResources(failure) : failure.message;
}

/** A creation is rolled back because its caller wants it so (`OnFailure`), which CloudFormation says. */
function creationRollbackReason(failure: OperationFailure): string {
  return `${rollbackReason(failure).replace(/\.$/, '')}. Rollback requested by user.`;
}
