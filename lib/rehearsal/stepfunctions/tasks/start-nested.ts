import { isJsonObject, type Json, type JsonObject, jsonOf, parseJson } from '../data/json';
import { runtimeError, StatesError } from '../run/states-error';
import { optimizedNaming, orStatesError } from './api-failure';
import { toPascalCase } from './member-case';
import type { TaskPorts } from './task-ports';

/** How far to wait: until it is started, or until it has ended. */
type Waiting = 'request-response' | 'wait-for-task-token' | 'sync' | 'sync:2';

/** Step Functions Developer Guide, "Start a new AWS Step Functions state machine from a running execution". */
export async function startNested(waiting: Waiting, input: JsonObject, ports: TaskPorts): Promise<Json> {
  const { StateMachineArn: stateMachineArn, Name: name, Input: given = {} } = input;
  const naming = optimizedNaming('StepFunctions', 'AWSStepFunctionsException', 'AWSStepFunctions', () =>
    ports.requestId(),
  );
  const call = async (operation: string, parameters: JsonObject) => {
    const answer = jsonOf(await orStatesError(ports.call('states', operation, parameters), naming));
    return isJsonObject(answer) ? answer : {};
  };
  const started = await call('StartExecution', {
    ...(stateMachineArn === undefined ? {} : { stateMachineArn }),
    ...(name === undefined ? {} : { name }),
    input: typeof given === 'string' ? given : JSON.stringify(given),
  });
  if (waiting === 'request-response' || waiting === 'wait-for-task-token') return inMilliseconds(started);
  const { executionArn } = started;
  // Only a fault makes it so; what Step Functions itself says of such an answer is written nowhere.
  if (typeof executionArn !== 'string') throw runtimeError('StartExecution answered without an executionArn.');
  try {
    await ports.scope.wait(ports.ended(executionArn));
  } catch (error) {
    // The task is over before the execution it waits for, which then is stopped as well.
    ports.background(async () => {
      try {
        await call('StopExecution', { executionArn });
      } catch (refusal) {
        if (!(refusal instanceof StatesError)) throw refusal;
      }
    });
    throw error;
  }
  const described = await call('DescribeExecution', { executionArn });
  const result = inMilliseconds(described);
  if (described.status !== 'SUCCEEDED') throw new StatesError('States.TaskFailed', JSON.stringify(result));
  return waiting === 'sync' ? result : { ...result, Input: readText(result.Input), Output: readText(result.Output) };
}

/** The optimized integration gives moments in milliseconds. */
function inMilliseconds(answer: JsonObject): JsonObject {
  const members = toPascalCase(answer);
  if (!isJsonObject(members)) return {};
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name,
      typeof value === 'number' && name.endsWith('Date') ? value * 1000 : value,
    ]),
  );
}

function readText(text: Json | undefined): Json {
  return typeof text === 'string' ? parseJson(text) : null;
}
