import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import { operation, type Operation, type OperationCall, serviceApi, type ServiceApi } from '../kernel/service-api';
import { type Json, parseJson } from './data/json';
import { type Execution, statusOf } from './execution';
import type { Executions } from './executions';
import type { StateMachines } from './state-machines';

const arn = { executionArn: v.string() };

/** The members each operation takes (Step Functions API Reference). One that is not listed stops by name. */
const INPUTS = {
  StartExecution: v.strictObject({
    stateMachineArn: v.string(),
    name: v.optional(v.string()),
    input: v.optional(v.string()),
    traceHeader: v.optional(v.string()),
  }),
  StopExecution: v.strictObject({ ...arn, error: v.optional(v.string()), cause: v.optional(v.string()) }),
  DescribeExecution: v.strictObject({ ...arn, includedData: v.optional(v.literal('ALL_DATA')) }),
  GetExecutionHistory: v.strictObject({
    ...arn,
    maxResults: v.optional(v.number()),
    reverseOrder: v.optional(v.boolean()),
    nextToken: v.optional(v.string()),
    includeExecutionData: v.optional(v.boolean()),
  }),
  ListExecutions: v.strictObject({
    stateMachineArn: v.string(),
    statusFilter: v.optional(v.picklist(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'])),
    maxResults: v.optional(v.number()),
    nextToken: v.optional(v.string()),
  }),
  DescribeStateMachine: v.strictObject({
    stateMachineArn: v.string(),
    includedData: v.optional(v.literal('ALL_DATA')),
  }),
  SendTaskSuccess: v.strictObject({ taskToken: v.string(), output: v.string() }),
  SendTaskFailure: v.strictObject({
    taskToken: v.string(),
    error: v.optional(v.string()),
    cause: v.optional(v.string()),
  }),
  SendTaskHeartbeat: v.strictObject({ taskToken: v.string() }),
};

/** Step Functions' API, as far as handlers and state machines call it. */
export function stepFunctionsApi(machines: StateMachines, executions: Executions): ServiceApi {
  const { tokens } = executions;
  return serviceApi('states', {
    StartExecution: checked(INPUTS.StartExecution, ({ stateMachineArn, name, input = '{}' }) =>
      started(executions.start(machines.get(stateMachineArn), checkInput(input), checkName(name))),
    ),
    StopExecution: checked(INPUTS.StopExecution, ({ executionArn, error, cause }) => {
      const { stopTime = 0 } = executions.abort(executionArn, error, cause);
      return { stopDate: stopTime / 1000 };
    }),
    DescribeExecution: checked(INPUTS.DescribeExecution, ({ executionArn }) => described(executions.get(executionArn))),
    ListExecutions: checked(INPUTS.ListExecutions, ({ stateMachineArn, statusFilter, maxResults, nextToken }) => {
      machines.get(stateMachineArn);
      const all = executions
        .all()
        .filter((execution) => execution.machine.arn === stateMachineArn)
        .filter((execution) => statusFilter === undefined || statusOf(execution) === statusFilter)
        .toReversed();
      const { items, ...more } = page(all, maxResults, nextToken);
      return { executions: items.map(listed), ...more };
    }),
    GetExecutionHistory: checked(INPUTS.GetExecutionHistory, (given, { action, where }) => {
      const { executionArn, maxResults, nextToken, reverseOrder = false, includeExecutionData = true } = given;
      if (!includeExecutionData) throw new NotEmulated(`includeExecutionData: false of ${action}`, where);
      const { events } = executions.get(executionArn).history;
      const { items, ...more } = page(reverseOrder ? events.toReversed() : events, maxResults, nextToken);
      return {
        events: items.map(({ timestamp, details, ...event }) => ({
          ...event,
          timestamp: timestamp / 1000,
          ...details,
        })),
        ...more,
      };
    }),
    DescribeStateMachine: checked(INPUTS.DescribeStateMachine, ({ stateMachineArn }) => {
      const machine = machines.get(stateMachineArn);
      return {
        stateMachineArn: machine.arn,
        name: machine.name,
        status: 'ACTIVE',
        definition: machine.definitionText,
        roleArn: machine.roleArn,
        type: 'STANDARD',
        creationDate: machine.createdAt / 1000,
        revisionId: machine.revisionId,
      };
    }),
    SendTaskSuccess: checked(INPUTS.SendTaskSuccess, ({ taskToken, output }) => {
      // The token is looked at before the output is.
      tokens.check(taskToken);
      tokens.succeed(taskToken, parseOutput(output));
      return {};
    }),
    SendTaskFailure: checked(INPUTS.SendTaskFailure, ({ taskToken, error, cause }) => {
      tokens.fail(taskToken, error, cause);
      return {};
    }),
    SendTaskHeartbeat: checked(INPUTS.SendTaskHeartbeat, ({ taskToken }) => {
      tokens.heartbeat(taskToken);
      return {};
    }),
  });
}

/** An operation that answers a wrong value as Step Functions does. */
function checked<const S extends v.GenericSchema>(
  schema: S,
  perform: (input: v.InferOutput<S>, call: OperationCall) => unknown,
): Operation {
  return operation(
    schema,
    perform,
    (path, expected) =>
      new ApiError('ValidationException', `1 validation error detected: Value at '${path}' must be ${expected}`),
  );
}

/** API Reference, "StartExecution": the input is JSON of at most 262,144 bytes. */
function checkInput(text: string): string {
  try {
    parseJson(text);
  } catch {
    throw new ApiError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${text}' is not JSON`);
  }
  if (Buffer.byteLength(text) > 262_144) {
    throw new ApiError(
      'InvalidExecutionInput',
      'Invalid State Machine Execution Input: it is larger than 262144 bytes',
    );
  }
  return text;
}

/** API Reference, "StartExecution": what a name must not contain. */
function checkName(name: string | undefined): string | undefined {
  const allowed = name === undefined || /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u.test(name);
  if (!allowed) throw new ApiError('InvalidName', `Invalid Name: '${name}'`);
  return name;
}

function parseOutput(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    throw new ApiError('InvalidOutput', `Invalid Output: '${text}' is not JSON`);
  }
}

function started({ arn: executionArn, startTime }: Execution) {
  return { executionArn, startDate: startTime / 1000 };
}

function listed(execution: Execution) {
  const { name, machine, stopTime } = execution;
  return {
    ...started(execution),
    stateMachineArn: machine.arn,
    name,
    status: statusOf(execution),
    ...(stopTime === undefined ? {} : { stopDate: stopTime / 1000 }),
  };
}

function described(execution: Execution) {
  const { input, outcome } = execution;
  return {
    ...listed(execution),
    input,
    inputDetails: { included: true },
    ...outcome,
    ...(outcome?.output === undefined ? {} : { outputDetails: { included: true } }),
  };
}

/** A page of a list; the token is the place of the next one. */
function page<T>(all: readonly T[], maxResults = 0, nextToken = '0') {
  const from = Number(nextToken);
  const to = from + (maxResults === 0 ? 100 : Math.min(maxResults, 1000));
  return { items: all.slice(from, to), ...(to < all.length ? { nextToken: String(to) } : {}) };
}
