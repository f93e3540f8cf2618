import * as v from 'valibot';

/**
 * A value that a schema understands. Where it does not, the error says all that is wrong, but holds nothing of the
 * value: Lambda logs an error with all that is in it, and events carry the secret by which a hook is answered.
 */
export function parsed<Schema extends v.GenericSchema>(
  what: string,
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const { success, output, issues } = v.safeParse(schema, value);
  if (success) return output;
  const problems = issues.map((issue) => {
    const path = v.getDotPath(issue);
    return path === null ? withoutValue(issue) : `${path}: ${withoutValue(issue)}`;
  });
  throw new Error(`${what} cannot be understood: ${problems.join('; ')}.`);
}

/** Valibot's own messages end with what was received, which may be the secret itself; of ours that say so, none does. */
function withoutValue({ message, expected, received }: v.BaseIssue<unknown>): string {
  const [asExpected, alone] = [` but received ${received}`, `: Received ${received}`];
  if (expected !== null && message.endsWith(asExpected)) return message.slice(0, -asExpected.length);
  return message.endsWith(alone) ? message.slice(0, -alone.length) : message;
}
