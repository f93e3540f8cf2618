import * as v from 'valibot';
import type { ApiError } from './api-error';
import { NotEmulated } from './not-emulated';
import type { Caller } from './wire';

export type ApiInput = Readonly<Record<string, unknown>>;

/** A service as its operations see it: the operation's name and its input, by AWS's own member names. */
export interface ServiceApi {
  /** Rejects with an `ApiError` where AWS refuses, and with `NotEmulated` at an operation that is not listed. */
  (operation: string, input: ApiInput, caller: Caller): Promise<unknown>;
  /** The names of its operations. */
  readonly operations: readonly string[];
}

/** One call of an operation. */
export interface OperationCall {
  readonly caller: Caller;
  readonly operation: string;
  /** As policies name it, such as `ssm:GetParameter`. */
  readonly action: string;
  /** For messages: who calls. */
  readonly where: string;
}

/** Answers a call by its input as it was sent. */
export type Operation = (input: ApiInput, call: OperationCall) => unknown;

/** @param service as actions name it, such as `ssm` */
export function serviceApi(service: string, operations: Readonly<Record<string, Operation>>): ServiceApi {
  const table = new Map(Object.entries(operations));
  // Nothing but `async` turns what an operation throws into the rejection that callers wait for.
  const api = async (name: string, input: ApiInput, caller: Caller): Promise<unknown> => {
    const call = { caller, operation: name, action: `${service}:${name}`, where: `a call by ${caller.roleArn}` };
    const perform = table.get(name);
    if (!perform) throw new NotEmulated(call.action, call.where);
    return Promise.resolve(perform(input, call));
  };
  return Object.assign(api, { operations: [...table.keys()] });
}

/**
 * An operation that takes the members of a schema. One that is not listed stops by name.
 *
 * @param refusal AWS's own error at a wrong value; without it, a wrong value stops by name too
 */
export function operation<const S extends v.GenericSchema>(
  schema: S,
  perform: (input: v.InferOutput<S>, call: OperationCall) => unknown,
  refusal?: (member: string, expected: string) => ApiError,
): Operation {
  return (input, call) => {
    const parsed = v.safeParse(schema, input);
    if (parsed.success) return perform(parsed.output, call);
    const issue = parsed.issues[0];
    const member = v.getDotPath(issue) ?? 'This input';
    if (issue.expected === 'never') throw new NotEmulated(`${member} of ${call.action}`, call.where);
    if (refusal) throw refusal(member, issue.expected ?? 'another');
    const given = issue.input === undefined ? 'missing' : JSON.stringify(issue.input);
    throw new NotEmulated(`${member} of ${call.action} (${given})`, call.where);
  };
}
