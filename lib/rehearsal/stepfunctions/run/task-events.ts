import type { Json } from '../data/json';
import type { TaskResource } from '../tasks/task-resource';
import type { StatesError } from './states-error';
import type { Visit } from './visit';

interface Limits {
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
}

/** What a task writes into the history of its execution. */
export interface TaskEvents {
  scheduled(visit: Visit, payload: Json, limits: Limits): void;
  started(visit: Visit): void;
  submitted(visit: Visit, answer: Json): void;
  succeeded(visit: Visit, result: Json): void;
  failed(visit: Visit, error: StatesError): void;
}

/** Step Functions API Reference, "HistoryEvent": a function's own ARN has events of its own. */
export function taskEvents(resource: TaskResource, region: string): TaskEvents {
  const names =
    resource.kind === 'function' ? undefined : { resource: resource.resource, resourceType: resource.resourceType };
  const prefix = names ? 'Task' : 'LambdaFunction';
  const record = (visit: Visit, happened: string, details: Readonly<Record<string, unknown>>) => {
    const key = `${prefix.charAt(0).toLowerCase()}${prefix.slice(1)}${happened}EventDetails`;
    visit.record(`${prefix}${happened}`, { [key]: details });
  };
  return {
    scheduled: (visit, payload, { timeoutSeconds, heartbeatSeconds }) => {
      record(visit, 'Scheduled', {
        ...(names
          ? { ...names, region, parameters: JSON.stringify(payload) }
          : { resource: arnOf(resource), input: JSON.stringify(payload) }),
        ...(timeoutSeconds === undefined ? {} : { timeoutInSeconds: timeoutSeconds }),
        ...(heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: heartbeatSeconds }),
      });
    },
    started: (visit) => {
      record(visit, 'Started', { ...names });
    },
    submitted: (visit, answer) => {
      record(visit, 'Submitted', { ...names, output: JSON.stringify(answer), outputDetails: { truncated: false } });
    },
    succeeded: (visit, result) => {
      record(visit, 'Succeeded', { ...names, output: JSON.stringify(result), outputDetails: { truncated: false } });
    },
    failed: (visit, { errorName, reason }) => {
      record(visit, errorName === 'States.Timeout' ? 'TimedOut' : 'Failed', {
        ...names,
        ...(errorName === undefined ? {} : { error: errorName }),
        ...(reason === undefined ? {} : { cause: reason }),
      });
    },
  };
}

function arnOf(resource: TaskResource): string {
  return resource.kind === 'function' ? resource.arn : resource.resource;
}
