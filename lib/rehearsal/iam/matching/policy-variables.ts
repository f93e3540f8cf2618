import { readPattern, type Pattern } from './pattern';

/** Gives the value of a policy variable, or undefined where the request has none. */
export type Variables = (key: string) => string | undefined;

/** Characters that can only be written as a variable, where they are meant as they are. */
const CHARACTERS = new Set(['*', '?', '$']);

const VARIABLE = /(\$\{[^}]*\})/;

/** `${key, 'default'}`. */
const WITH_DEFAULT = /^(.*?)\s*,\s*'(.*)'$/s;

/**
 * Reads a policy's text with its variables filled in, which then stand for themselves: a `*` in a tag is no wildcard.
 * Undefined where a variable has no value: such text covers nothing. IAM User Guide, "IAM policy elements: Variables
 * and tags".
 *
 * @param variables undefined in a policy of version 2008-10-17, which knows none
 */
export function fillIn(
  text: string,
  variables: Variables | undefined,
  read: (text: string) => Pattern = readPattern,
): Pattern | undefined {
  if (!variables) return read(text);
  const pattern: Pattern[number][] = [];
  for (const part of text.split(VARIABLE)) {
    if (!VARIABLE.test(part)) {
      pattern.push(...read(part));
      continue;
    }
    const value = valueOf(part.slice(2, -1), variables);
    if (value === undefined) return undefined;
    pattern.push({ kind: 'text', text: value });
  }
  return pattern;
}

/** Fills in text in which `*` and `?` are characters like any other. */
export function fillInText(text: string, variables: Variables | undefined): string | undefined {
  const pattern = fillIn(text, variables, (part) => [{ kind: 'text', text: part }]);
  return pattern?.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
}

function valueOf(variable: string, variables: Variables): string | undefined {
  if (CHARACTERS.has(variable)) return variable;
  const [, key = variable, otherwise] = WITH_DEFAULT.exec(variable) ?? [];
  return variables(key.trim()) ?? otherwise;
}
