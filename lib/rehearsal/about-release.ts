import type { OutsideCall, SentMessage } from './observation';

/**
 * A release by the name that AWS has for it: its deployment's id, or, where it has none, its alias, such as `chat:live`.
 * Without an alias it has none.
 */
export function nameOf({
  deployment,
  functionName,
  aliasName,
}: {
  readonly deployment?: { readonly id: string } | undefined;
  readonly functionName: string;
  readonly aliasName: string;
}): string | undefined {
  return deployment?.id ?? (aliasName === '' ? undefined : `${functionName}:${aliasName}`);
}

/**
 * Whether a message is about what bears a name: one of its attributes is that. What the text says is its sender's; only
 * where there are no attributes, as of an event that EventBridge sends, is it taken at its word.
 */
export function isMessageAbout({ attributes, text }: SentMessage, name: string | undefined): boolean {
  if (name === undefined) return false;
  return attributes ? Object.values(attributes).includes(name) : mentions(text, name);
}

/** Whether a call out of AWS is about what bears a name. Nothing but its body can say so. */
export function isCallAbout({ body }: OutsideCall, name: string | undefined): boolean {
  return name !== undefined && mentions(body, name);
}

/** As a whole: `d-1` is not in `d-10`, nor is `chat:live` in `my-chat:live`. */
function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text.slice(Math.max(at - 2, 0), at), text.slice(at + name.length)];
    if (!ENDS_IN_NAME.test(before) && !BEGINS_IN_NAME.test(after)) return true;
  }
  return false;
}

/** In JSON, what ends a line is a backslash and a letter, which is no letter of a name. */
const ENDS_IN_NAME = /(?<!\\)[\w-]$/;
const BEGINS_IN_NAME = /^[\w-]/;
