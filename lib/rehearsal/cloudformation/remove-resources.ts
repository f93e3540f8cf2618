import { type ResourceOperations } from './resource-operations';
import { type ManagedResource } from './stack-resource';

/** What is left of resources that were to be deleted. */
export interface RemovedResources {
  /** Logical ids, in the order in which the deletions failed. */
  readonly failed: readonly string[];
  /** Those that failed, and those that were not tried because a failed one needs them. In the order given. */
  readonly left: readonly ManagedResource[];
}

interface Removal {
  /** In the order in which they were made; deleted the other way round. */
  readonly resources: readonly ManagedResource[];
  /** The logical ids each resource depends on. */
  readonly dependencies: ReadonlyMap<string, ReadonlySet<string>>;
  readonly keep: (resource: ManagedResource) => boolean;
}

/** Deletes a stack's resources, each before those it depends on. Where one stays, so does all that it depends on. */
export async function removeResources(
  { resources, dependencies, keep }: Removal,
  operations: ResourceOperations,
): Promise<RemovedResources> {
  const failed: string[] = [];
  const staying = new Set<string>();
  const left: ManagedResource[] = [];
  for (const resource of [...resources].reverse()) {
    const { logicalId } = resource;
    if (keep(resource)) {
      operations.retain(resource);
      continue;
    }
    const tried = !staying.has(logicalId);
    if (tried && (await operations.remove(resource))) continue;
    if (tried) failed.push(logicalId);
    left.unshift(resource);
    for (const needed of dependencies.get(logicalId) ?? []) staying.add(needed);
  }
  return { failed, left };
}

/** CloudFormation's words for a stack of which something could not be deleted. */
export function failedToDelete({ failed }: RemovedResources): string {
  return `The following resource(s) failed to delete: [${failed.join(', ')}].`;
}
