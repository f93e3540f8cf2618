import { type StackEventStatus } from '../stack-operation';
import { type DescribedStack } from './described-stack';

/** A resource as the API tells it: with the last that was done to it, also while its stack is being changed. */
interface ResourceRow {
  readonly logicalId: string;
  /** Missing while it is being made. */
  readonly physicalId?: string;
  readonly type: string;
  readonly status: StackEventStatus;
  /** Virtual milliseconds since the epoch. */
  readonly at: number;
}

/** What the API tells of a resource by the same members in each of its operations. */
function common({ logicalId, physicalId, type, status }: ResourceRow) {
  return {
    LogicalResourceId: logicalId,
    ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId }),
    ResourceType: type,
    ResourceStatus: status,
  };
}

/** The members of `StackResourceSummary` for all resources of a stack. */
export function resourceSummaries(stack: DescribedStack): readonly object[] {
  return rowsOf(stack).map((row) => ({ ...common(row), LastUpdatedTimestamp: new Date(row.at).toISOString() }));
}

/** The members of `StackResource` for all resources of a stack, or for one. */
export function describeResources(stack: DescribedStack, logicalId?: string): readonly object[] {
  return rowsOf(stack)
    .filter((row) => logicalId === undefined || row.logicalId === logicalId)
    .map((row) => ({
      StackName: stack.name,
      StackId: stack.id,
      ...common(row),
      Timestamp: new Date(row.at).toISOString(),
    }));
}

function rowsOf({ name, id, createdAt, updatedAt, stack, events }: DescribedStack): readonly ResourceRow[] {
  const settled = {
    status: updatedAt === undefined ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE',
    at: updatedAt ?? createdAt,
  } as const;
  const rows = new Map<string, ResourceRow>(
    [...(stack?.resources ?? [])].map(([logicalId, { type, physical }]) => [
      logicalId,
      { logicalId, type, physicalId: physical.id, ...settled },
    ]),
  );
  for (const { logicalId, physicalId, resourceType: type, status, at } of events) {
    if (logicalId === name && physicalId === id) continue;
    const before = rows.get(logicalId)?.physicalId;
    // What was replaced is deleted under the logical id of what took its place.
    const isOfAnother = physicalId !== undefined && before !== undefined && physicalId !== before;
    if (isOfAnother && status.startsWith('DELETE')) continue;
    const known = physicalId ?? before;
    rows.set(logicalId, { logicalId, type, ...(known === undefined ? {} : { physicalId: known }), status, at });
  }
  return [...rows.values()];
}
