import type { Json } from '../data/json';
import type { Source, TaskState } from '../definition/state-machine-definition';
import { performTask } from '../tasks/perform-task';
import { wholeNumber } from './field-value';
import type { Scope } from './scope';
import { StatesError } from './states-error';
import { taskEvents } from './task-events';
import type { Visit } from './visit';

/** Calls what the state names, within its time, and waits for its token where it has one. */
export async function runTask(state: TaskState, visit: Visit, payload: Json): Promise<Json> {
  const { ports, execution, ended } = visit.run;
  const events = taskEvents(state.resource, ports.place.region);
  const timeoutSeconds = await secondsOf(state.timeoutSeconds, state, visit);
  const heartbeatSeconds = await secondsOf(state.heartbeatSeconds, state, visit);
  events.scheduled(visit, payload, { timeoutSeconds, heartbeatSeconds });
  events.started(visit);
  try {
    const result = await visit.thread.scope.within(async (scope) => {
      const timeouts = [timeoutSeconds === undefined ? noTimeout : scope.endAfter(timeoutSeconds * 1000, timedOut)];
      const token =
        visit.taskToken === undefined ? undefined : watchToken(visit.taskToken, heartbeatSeconds, scope, visit);
      try {
        const answer = await scope.wait(
          performTask(state.resource, payload, {
            scope,
            call: (service, operation, input) => ports.call(service, operation, input, execution.machine.roleArn),
            ended,
            background: (work) => {
              ports.simulation.background(work);
            },
            requestId: () => visit.run.chance.uuid('request ids'),
          }),
        );
        if (!token) return answer;
        events.submitted(visit, answer);
        return await scope.wait(token.answer);
      } finally {
        for (const cancel of timeouts) cancel();
        token?.close();
      }
    });
    events.succeeded(visit, result);
    return result;
  } catch (error) {
    if (error instanceof StatesError) events.failed(visit, error);
    throw error;
  }
}

const noTimeout = () => undefined;

function timedOut(): StatesError {
  return new StatesError('States.Timeout', undefined);
}

/** Step Functions reports a missed heartbeat as a timeout; `States.HeartbeatTimeout` matches it as well. */
function heartbeatMissed(): StatesError {
  return new StatesError('States.Timeout', undefined, { alias: 'States.HeartbeatTimeout' });
}

async function secondsOf(source: Source | undefined, state: TaskState, visit: Visit): Promise<number | undefined> {
  return source === undefined ? undefined : wholeNumber(source, visit.data, state.data.language);
}

/** Waits for a token from now on: what comes back before the call has answered counts as well. */
function watchToken(token: string, heartbeatSeconds: number | undefined, scope: Scope, visit: Visit) {
  const { tokens } = visit.run;
  let cancel: () => void = noTimeout;
  const expectHeartbeat = () => {
    cancel();
    if (heartbeatSeconds !== undefined) cancel = scope.endAfter(heartbeatSeconds * 1000, heartbeatMissed);
  };
  expectHeartbeat();
  const answer = tokens.open(token, expectHeartbeat);
  // It may be refused while the call that hands it out still runs, before anyone waits for it.
  answer.catch(() => undefined);
  return {
    answer,
    close: () => {
      cancel();
      tokens.close(token);
    },
  };
}
