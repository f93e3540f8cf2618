/** A message attribute, as the API has it. A binary value is base64. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}

/** What a protocol gets of a message. */
export function textFor({ message, texts = {} }: PublishedMessage, protocol: string): string {
  return Object.hasOwn(texts, protocol) ? (texts[protocol] ?? message) : message;
}

/** A message published to a topic. */
export interface PublishedMessage {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly topicArn: string;
  readonly messageId: string;
  readonly subject?: string;
  /** For every protocol that has no text of its own. */
  readonly message: string;
  /** The texts that the publisher has for some protocols, by their names (`MessageStructure`). */
  readonly texts?: Readonly<Record<string, string>>;
  /** Left out where the publisher gave none. */
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
}
