import { ApiError } from '../kernel/api-error';

/** AWS Lambda API Reference, CreateAlias: an alias is no number, as a version is. */
const ALIAS = '(?!^[0-9]+$)([a-zA-Z0-9-_]+)';
/** AWS Lambda API Reference, CreateFunction: the name alone. */
const FUNCTION = '[a-zA-Z0-9-_]+';

export function checkAliasName(name: string): void {
  check(name, 'name', ALIAS, 128);
}

export function checkFunctionName(name: string): void {
  check(name, 'functionName', FUNCTION, 64);
}

function check(name: string, member: string, pattern: string, most: number): void {
  const problem = !new RegExp(`^${pattern}$`).test(name)
    ? `satisfy regular expression pattern: ${pattern}`
    : name.length > most
      ? `have length less than or equal to ${most}`
      : undefined;
  if (problem === undefined) return;
  throw new ApiError(
    'ValidationException',
    `1 validation error detected: Value '${name}' at '${member}' failed to satisfy constraint: Member must ${problem}`,
  );
}
