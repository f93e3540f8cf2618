import { PROP_KINDS, problemOf } from '../sound-props';

/** Why a platform cannot have that name; undefined where it can. */
export function platformNameProblem(name: unknown): string | undefined {
  const problem = problemOf(PROP_KINDS.text, name);
  if (problem !== undefined) return `\`platformName\` ${problem}`;
  return /^[a-z][a-z0-9-]{0,26}$/.test(String(name))
    ? undefined
    : `\`platformName\` must be 1 to 27 lower-case letters, digits and hyphens and begin with a letter, since it is part of the names of functions, which have 64 characters at most; got: ${String(name)}`;
}
