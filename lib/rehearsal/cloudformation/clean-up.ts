import { type Journal } from './apply-plan';
import { type ResourceOperations } from './resource-operations';
import { type ManagedResource } from './stack-resource';

/** After success: deletes what was replaced or has left the template, last made first, unless it is to be retained. */
export async function cleanUp(
  previous: ReadonlyMap<string, ManagedResource>,
  current: ReadonlyMap<string, ManagedResource>,
  journal: Journal,
  operations: ResourceOperations,
): Promise<void> {
  for (const [logicalId, old] of [...previous].reverse()) {
    const now = current.get(logicalId);
    if (now && journal.get(logicalId)?.kind !== 'replaced') continue;
    const policy = now ? now.updateReplacePolicy : old.deletionPolicy;
    if (policy === 'Delete') await operations.remove(old);
    else operations.retain(old);
  }
}

/**
 * After a rollback: deletes what the failed operation has made, last made first.
 *
 * Only `Retain` keeps it: CloudFormation User Guide, "DeletionPolicy attribute", RetainExceptOnCreate.
 *
 * @returns the resources that could not be deleted
 */
export async function removeCreated(
  journal: Journal,
  operations: ResourceOperations,
): Promise<readonly ManagedResource[]> {
  const left: ManagedResource[] = [];
  for (const { kind, current } of [...journal.values()].reverse()) {
    if (kind === 'updated') continue;
    if (current.deletionPolicy === 'Retain') operations.retain(current);
    else if (!(await operations.remove(current))) left.push(current);
  }
  return left;
}
