/** A message attribute, as the API has it. A binary value is base64, as on the wire. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** What a sender asks for. */
export interface SendRequest {
  readonly body: string;
  readonly attributes?: MessageAttributes | undefined;
  /** Seconds; the queue's own delay where left out. */
  readonly delaySeconds?: number | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
}

/** A message in a queue. Times are milliseconds since the epoch, in virtual time. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly senderId: string;
  readonly sentAt: number;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  /** The queue that gave it up, of a message in a dead-letter queue. */
  readonly deadLetterSourceArn?: string;
  readonly receiveCount: number;
  readonly firstReceivedAt?: number;
  /** From when on it can be received. */
  readonly visibleAt: number;
  /** The handle of the last receipt; undefined where it was never received. */
  readonly receiptHandle?: string;
}

/** A message just received. */
export type ReceivedMessage = Message & { readonly receiptHandle: string; readonly firstReceivedAt: number };

/** What a sender is told. */
export interface SentMessage {
  readonly messageId: string;
  readonly sequenceNumber?: string;
}
