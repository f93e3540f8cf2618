import { jsonAnswer } from '../../kernel/json-answer';
import { isJsonArray, isJsonObject, type Json, type JsonObject, jsonOf, parseJson } from '../data/json';
import { runtimeError, StatesError } from '../run/states-error';
import { optimizedNaming, orStatesError, sdkNaming } from './api-failure';
import { toCamelCase, toPascalCase, withReadableMoments } from './member-case';
import { startNested } from './start-nested';
import type { OptimizedIntegration, TaskResource } from './task-resource';
import type { TaskPorts } from './task-ports';

/** Does what a Task state says, up to the answer of what it calls. */
export async function performTask(resource: TaskResource, payload: Json, ports: TaskPorts): Promise<Json> {
  switch (resource.kind) {
    case 'function':
      return invoke({ FunctionName: resource.arn, Payload: payload }, ports).then(({ Payload }) => Payload ?? null);
    case 'lambda-invoke':
      return invoke(members(payload), ports);
    case 'start-execution':
      return startNested(resource.pattern, members(payload), ports);
    case 'optimized':
      return callOptimized(resource.integration, resource.operation, members(payload), ports);
    case 'sdk': {
      const { client, operation } = resource;
      const input = members(client.camelCase === true ? toCamelCase(payload) : payload);
      const call = ports.call(client.service, operation, client.service === 'lambda' ? withTextPayload(input) : input);
      const answer = withReadableMoments(
        jsonOf(
          await orStatesError(
            call,
            sdkNaming(client.name, () => ports.requestId()),
          ),
        ),
      );
      return client.camelCase === true ? toPascalCase(answer) : answer;
    }
  }
}

/** Step Functions Developer Guide, "Invoke Lambda functions with Step Functions". */
async function invoke(input: JsonObject, ports: TaskPorts): Promise<JsonObject> {
  const call = ports.call('lambda', 'Invoke', withTextPayload(input, true));
  const naming = optimizedNaming('Lambda', 'AWSLambdaException', 'AWSLambda', () => ports.requestId());
  const answer = members(jsonOf(await orStatesError(call, naming)));
  const text = typeof answer.Payload === 'string' ? answer.Payload : '';
  if (answer.FunctionError !== undefined) throw functionFailure(text);
  const payload =
    text === '' ? (input.InvocationType === 'Event' ? {} : null) : jsonOf(jsonAnswer(text, 'a task of Lambda'));
  return { ...answer, Payload: payload };
}

/**
 * Developer Guide, "Handling errors in Step Functions workflows": the error is the payload's `errorType`, which for a
 * timeout is `Sandbox.Timedout` in newer runtimes; what has no type is `Lambda.Unknown`.
 */
function functionFailure(text: string): StatesError {
  const payload = text === '' ? null : parseJson(text);
  const type = isJsonObject(payload) ? payload.errorType : undefined;
  return new StatesError(typeof type === 'string' ? type : 'Lambda.Unknown', text);
}

/** The API takes the payload as text. @param always also where the state gave text: then the function gets a string */
function withTextPayload(input: JsonObject, always = false): JsonObject {
  const { Payload: payload } = input;
  if (payload === undefined || (typeof payload === 'string' && !always)) return input;
  return { ...input, Payload: JSON.stringify(payload) };
}

async function callOptimized(
  { service, errorPrefix, otherError, client, textMembers }: OptimizedIntegration,
  operation: string,
  input: JsonObject,
  ports: TaskPorts,
): Promise<Json> {
  const naming = optimizedNaming(errorPrefix, otherError, client, () => ports.requestId());
  const answer = jsonOf(
    await orStatesError(ports.call(service, operation, members(withText(input, textMembers))), naming),
  );
  if (isJsonObject(answer) && typeof answer.FailedEntryCount === 'number' && answer.FailedEntryCount > 0) {
    throw new StatesError('EventBridge.FailedEntry', JSON.stringify(answer));
  }
  return answer;
}

/** Writes JSON into the members that take text, wherever they stand. */
function withText(value: Json, textMembers: readonly string[]): Json {
  if (isJsonArray(value)) return value.map((item) => withText(item, textMembers));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      textMembers.includes(name) && typeof member !== 'string' ? JSON.stringify(member) : withText(member, textMembers),
    ]),
  );
}

function members(value: Json): JsonObject {
  if (isJsonObject(value)) return value;
  throw runtimeError(`The parameters of a task must be an object, not ${JSON.stringify(value)}`);
}
