import * as v from 'valibot';
import { problemsWithoutValue } from '../lib/domain/text/problems-without-value';

/** A value that a schema understands. Where it does not, the error says all that is wrong, but nothing of the value. */
export function parsed<Schema extends v.GenericSchema>(
  what: string,
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const { success, output, issues } = v.safeParse(schema, value);
  if (success) return output;
  throw new Error(`${what} cannot be understood: ${problemsWithoutValue(issues)}.`);
}
