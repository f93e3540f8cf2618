import { type JsonObject, parseJson } from '../data/json';
import type { Execution } from '../execution';
import type { MapItem } from './thread';

/** What the context object says of the state that runs. */
export interface StateVisit {
  readonly stateName: string;
  readonly enteredAt: number;
  /** Left out of states that are never tried again. */
  readonly retryCount?: number;
  readonly taskToken?: string;
  readonly item?: MapItem;
}

/** Step Functions Developer Guide, "Accessing execution data from the Context object". */
export function contextObject({ arn, name, input, startTime, machine }: Execution, visit: StateVisit): JsonObject {
  const { item } = visit;
  return {
    Execution: {
      Id: arn,
      Input: parseJson(input),
      Name: name,
      RoleArn: machine.roleArn,
      StartTime: new Date(startTime).toISOString(),
      RedriveCount: 0,
    },
    StateMachine: { Id: machine.arn, Name: machine.name },
    State: {
      EnteredTime: new Date(visit.enteredAt).toISOString(),
      Name: visit.stateName,
      ...(visit.retryCount === undefined ? {} : { RetryCount: visit.retryCount }),
    },
    ...(visit.taskToken === undefined ? {} : { Task: { Token: visit.taskToken } }),
    ...(item === undefined ? {} : { Map: { Item: { Index: item.index, Value: item.value } } }),
  };
}
