import { Token } from 'aws-cdk-lib';

/** Follows the name of a prop. */
export const KNOWN_AT_SYNTH = 'must be known at synth, but holds a value that exists only once deployed';

/**
 * Where in a value there is something that exists only once deployed. What is written at synth would be sent as it
 * stands, and a token in a number is a number.
 *
 * @returns names and indexes joined by dots
 */
export function tokenPaths(value: unknown): readonly string[] {
  return pathsIn(value, [], []);
}

function pathsIn(value: unknown, path: readonly string[], above: readonly unknown[]): readonly string[] {
  if (Token.isUnresolved(value)) return [path.join('.')];
  if (typeof value !== 'object' || value === null || above.includes(value)) return [];
  return Object.entries(value).flatMap(([name, inside]) => pathsIn(inside, [...path, name], [...above, value]));
}
