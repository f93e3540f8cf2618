import * as v from 'valibot';
import { NotEmulated } from '../../kernel/not-emulated';
import type { OperationCall } from '../../kernel/service-api';
import { validationError } from '../validation-error';

/** Reads an input. A member that is not emulated stops by name; one with a wrong value is refused as AWS would. */
export function parseInput<S extends v.GenericSchema>(
  schema: S,
  input: unknown,
  { action, operation, where }: OperationCall,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  const member = v.getDotPath(issue) ?? 'the input';
  if (issue.expected === 'never') throw new NotEmulated(`${member} of ${action}`, where);
  throw validationError(`${operation}: ${member} must be ${issue.expected ?? 'another value'}, got: ${issue.received}`);
}

/** A time as AWS's JSON protocols write it, in seconds since the epoch, read to milliseconds. */
export const time = v.pipe(
  v.number(),
  v.transform((seconds) => Math.round(seconds * 1000)),
);

/** How AWS's JSON protocols write a time. */
export function seconds(time: number): number {
  return time / 1000;
}

export const dimensionList = v.array(v.strictObject({ Name: v.string(), Value: v.string() }));

export const stateValue = v.picklist(['OK', 'ALARM', 'INSUFFICIENT_DATA']);
