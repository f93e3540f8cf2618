import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { NotEmulated } from '../../kernel/not-emulated';

/** What Step Functions answers to a definition it cannot take. */
export function invalidDefinition(problem: string, where: string): ApiError {
  return new ApiError('InvalidDefinition', `Invalid State Machine Definition: '${problem} (${where})'`);
}

/** An unknown field is not emulated; a field that is missing or has a wrong value AWS refuses as well. */
export function refusal(issue: v.BaseIssue<unknown>, where: string): Error {
  const field = v.getDotPath(issue) ?? 'itself';
  if (issue.expected === 'never') return new NotEmulated(`The field ${field}`, where);
  const value = issue.input === undefined ? 'is missing' : `cannot be ${JSON.stringify(issue.input)}`;
  return invalidDefinition(
    `SCHEMA_VALIDATION_FAILED: The field ${field} ${value}; expected ${issue.expected ?? 'another value'}`,
    where,
  );
}

/** Refuses an expression or a path that cannot be read; one that is not emulated stops by name, and says where. */
export function checkReadable(read: () => unknown, field: string, where: string): void {
  try {
    read();
  } catch (error) {
    if (error instanceof NotEmulated) throw new NotEmulated(error.what, `${field} of ${where}`);
    if (!(error instanceof SyntaxError)) throw error;
    throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: The value of ${field} cannot be read: ${error.message}`, where);
  }
}
