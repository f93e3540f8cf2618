import { type StackHistory } from './described-stack';

/** The members of `StackEvent` for all that was done to a stack, the newest first. */
export function stackEvents({ stackId, logs }: StackHistory): readonly object[] {
  const all = logs.flatMap(({ events, clientRequestToken }) =>
    events.map((event) => ({ ...event, clientRequestToken })),
  );
  return all
    .map(({ at, stackName, logicalId, physicalId, resourceType, status, reason, clientRequestToken }, index) => ({
      StackId: stackId,
      // AWS has a time in it too; the number keeps those apart that happen at once.
      EventId: `${logicalId}-${status}-${new Date(at).toISOString()}-${index}`,
      StackName: stackName,
      LogicalResourceId: logicalId,
      ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId }),
      ResourceType: resourceType,
      Timestamp: new Date(at).toISOString(),
      ResourceStatus: status,
      ...(reason === undefined ? {} : { ResourceStatusReason: reason }),
      ...(clientRequestToken === undefined ? {} : { ClientRequestToken: clientRequestToken }),
    }))
    .reverse();
}
