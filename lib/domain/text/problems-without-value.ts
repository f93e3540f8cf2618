import * as v from 'valibot';

/**
 * All that is wrong with a value, and nothing of the value: Lambda logs an error with all that is in it, and events carry
 * the secret by which a hook is answered.
 */
export function problemsWithoutValue(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues
    .map((issue) => {
      const path = v.getDotPath(issue);
      return path === null ? withoutValue(issue) : `${path}: ${withoutValue(issue)}`;
    })
    .join('; ');
}

/** Valibot's own messages end with what was received, which may be the secret itself; of ours that say so, none does. */
function withoutValue({ message, expected, received }: v.BaseIssue<unknown>): string {
  const [asExpected, alone] = [` but received ${received}`, `: Received ${received}`];
  if (expected !== null && message.endsWith(asExpected)) return message.slice(0, -asExpected.length);
  return message.endsWith(alone) ? message.slice(0, -alone.length) : message;
}
