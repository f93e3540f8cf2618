import { type Journal } from './apply-plan';
import { type ResourceOperations } from './resource-operations';
import { type ManagedResource } from './stack-resource';

/** CloudFormation User Guide, "Monitor the progress of a stack update": three attempts, then it lets go. */
const CLEANUP_ATTEMPTS = 3;

/**
 * After success: deletes what was replaced or has left the template, last made first, unless it is to be retained.
 *
 * @returns whether all is gone that had to go
 */
export async function cleanUp(
  previous: ReadonlyMap<string, ManagedResource>,
  current: ReadonlyMap<string, ManagedResource>,
  journal: Journal,
  operations: ResourceOperations,
): Promise<boolean> {
  let gone = true;
  for (const [logicalId, old] of [...previous].reverse()) {
    const now = current.get(logicalId);
    if (now && journal.get(logicalId)?.kind !== 'replaced') continue;
    const policy = now ? now.updateReplacePolicy : old.deletionPolicy;
    if (policy !== 'Delete') operations.retain(old);
    else if (!(await operations.remove(old, CLEANUP_ATTEMPTS))) gone = false;
  }
  return gone;
}

/**
 * After the rollback of an update: deletes what the update had made.
 *
 * Only `Retain` keeps it: CloudFormation User Guide, "DeletionPolicy attribute", RetainExceptOnCreate.
 *
 * @param made last made first
 * @returns whether all is gone that had to go
 */
export async function removeMade(made: readonly ManagedResource[], operations: ResourceOperations): Promise<boolean> {
  let gone = true;
  for (const resource of made) {
    if (resource.deletionPolicy === 'Retain') operations.retain(resource);
    else if (!(await operations.remove(resource, CLEANUP_ATTEMPTS))) gone = false;
  }
  return gone;
}
