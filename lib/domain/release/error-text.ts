import { Secret } from '../secret/secret';
import { beginning } from '../size/beginning';

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
    .map((part) => beginning(without(messageIn(part), secret), MOST_CHARACTERS))
    .join(': ')
    .replace(/\.$/, '');
}

function without(text: string, secret: string | undefined): string {
  return secret === undefined ? text : new Secret(secret, 'hook execution id').hiddenIn(text);
}

/** A function's error arrives as JSON with its stack, which may be cut anywhere; only its message is for people. */
function messageIn(text: string): string {
  const inside = /^\{"errorType":"(?:[^"\\]|\\.)*","errorMessage":"((?:[^"\\]|\\u[0-9a-f]{4}|\\[^u])*)/i.exec(
    text,
  )?.[1];
  const { errorMessage } = (parsed(inside === undefined ? text : `{"errorMessage":"${inside}"}`) ?? {}) as {
    readonly errorMessage?: unknown;
  };
  return typeof errorMessage === 'string' ? errorMessage : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
