/** A message attribute, as the API has it. A binary value is base64. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}

/** A message published to a topic. */
export interface PublishedMessage {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly topicArn: string;
  readonly messageId: string;
  readonly subject?: string;
  readonly message: string;
  /** Left out where the publisher gave none. */
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
}
