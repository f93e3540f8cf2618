import type { ReceivedMessage } from './message';
import { md5OfAttributes, md5OfBody } from './message-digest';
import { systemAttributes } from './system-attributes';

interface Wanted {
  /** Names of what SQS knows of a message, or `All`. */
  readonly system: readonly string[];
  /** Names of what its sender said of it, `All`, or the beginning of names followed by `.*`. */
  readonly attributes: readonly string[];
}

/** A message as ReceiveMessage gives it: only with the attributes that were asked for. */
export function receivedMessage(message: ReceivedMessage, wanted: Wanted) {
  const system = pick(
    systemAttributes(message),
    (name) => wanted.system.includes('All') || wanted.system.includes(name),
  );
  const attributes = pick(message.attributes, (name) => wanted.attributes.some((pattern) => selects(pattern, name)));
  const md5 = md5OfAttributes(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5OfBody(message.body),
    Body: message.body,
    ...(Object.keys(system).length === 0 ? {} : { Attributes: system }),
    ...(md5 === undefined ? {} : { MD5OfMessageAttributes: md5, MessageAttributes: attributes }),
  };
}

function pick<T>(values: Readonly<Record<string, T>>, wanted: (name: string) => boolean): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => wanted(name)));
}

function selects(pattern: string, name: string): boolean {
  if (pattern === 'All' || pattern === '.*') return true;
  return pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
