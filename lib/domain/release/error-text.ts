import { Secret } from '../secret/secret';

/** So much of an error's cause fits into a message that a person reads. */
const MOST_CHARACTERS = 300;

/**
 * An error of Step Functions or Lambda for a person: its name and what it says, without a full stop.
 *
 * @param cause a text, or the JSON text of a function's error
 * @param secret what must not be in it
 */
export function errorText(error: string | undefined, cause: string | undefined, secret?: string): string {
  return [error, cause]
    .filter((part): part is string => part !== undefined && part !== '')
    .map((part) => shortened(without(messageIn(part), secret)))
    .join(': ')
    .replace(/\.$/, '');
}

function without(text: string, secret: string | undefined): string {
  return secret === undefined ? text : new Secret(secret, 'hook execution id').hiddenIn(text);
}

function shortened(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;
}

/** A function's error arrives as JSON with its stack, which may be cut; only its message is for people. */
function messageIn(text: string): string {
  const quoted = /^\{"errorType":"(?:[^"\\]|\\.)*","errorMessage":("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
  if (quoted !== undefined) return JSON.parse(quoted) as string;
  try {
    const { errorMessage } = (JSON.parse(text) ?? {}) as { readonly errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : text;
  } catch {
    return text;
  }
}
