import { Deduplication } from './deduplication';
import type { Message, ReceivedMessage, SendRequest, SentMessage } from './message';
import type { QueueSettings } from './queue-settings';
import { Receipts } from './receipts';
import { invalidParameter } from './sqs-error';

export interface QueuePorts {
  now(): number;
  /** A new message id, in the form of a UUID. */
  messageId(): string;
  /** Puts a message that was received too often into the dead-letter queue; `false` where that is gone. */
  giveUp(deadLetterQueueArn: string, message: Message): boolean;
  /** Told whenever a message may have become receivable, now or at a later time. */
  changed(): void;
}

/** A queue of SQS: messages in the order of their arrival. */
export class Queue {
  private messages: Message[] = [];
  private readonly receipts: Receipts;
  private readonly deduplication: Deduplication | undefined;
  private sequence = 0;

  /** @param settings may change; whether the queue is FIFO never does */
  constructor(
    readonly arn: string,
    readonly name: string,
    public settings: QueueSettings,
    readonly createdAt: number,
    private readonly ports: QueuePorts,
  ) {
    this.receipts = new Receipts(settings.fifo !== undefined);
    this.deduplication = settings.fifo && new Deduplication(settings.fifo);
  }

  send(request: SendRequest, senderId: string): SentMessage {
    const { fifo, delaySeconds } = this.settings;
    this.check(request);
    const now = this.ports.now();
    const identity = this.deduplication?.identify(request);
    const earlier = identity && this.deduplication?.earlier(identity.groupId, identity.id, now);
    if (earlier) return { messageId: earlier.messageId, ...sequenceOf(earlier.sequenceNumber) };
    const sequenceNumber = fifo ? this.nextSequenceNumber() : undefined;
    const groupId = identity?.groupId ?? request.groupId;
    const message: Message = {
      id: this.ports.messageId(),
      body: request.body,
      attributes: request.attributes ?? {},
      senderId,
      sentAt: now,
      ...(groupId === undefined ? {} : { groupId }),
      ...(identity === undefined ? {} : { deduplicationId: identity.id }),
      ...sequenceOf(sequenceNumber),
      receiveCount: 0,
      visibleAt: now + (request.delaySeconds ?? delaySeconds) * 1000,
    };
    const sent = { messageId: message.id, ...sequenceOf(sequenceNumber) };
    if (identity) this.deduplication?.remember(identity.groupId, identity.id, sent, now);
    this.accept(message);
    return sent;
  }

  /** Takes a message that another queue gave up. Its age goes on counting, unless the queue is FIFO. */
  takeOver(message: Message): void {
    const now = this.ports.now();
    const { id, body, attributes, senderId, sentAt, groupId, deduplicationId, deadLetterSourceArn } = message;
    this.accept({
      id,
      body,
      attributes,
      senderId,
      sentAt: this.settings.fifo ? now : sentAt,
      ...(groupId === undefined ? {} : { groupId }),
      ...(deduplicationId === undefined ? {} : { deduplicationId }),
      ...(deadLetterSourceArn === undefined ? {} : { deadLetterSourceArn }),
      ...sequenceOf(this.settings.fifo && this.nextSequenceNumber()),
      receiveCount: 0,
      visibleAt: now,
    });
  }

  /** The messages that can be received now, up to some number. What was received too often is given up on the way. */
  receive(maximum: number, visibilityTimeoutSeconds = this.settings.visibilityTimeoutSeconds): ReceivedMessage[] {
    const now = this.ports.now();
    this.dropExpired();
    this.giveUpExhausted();
    const received: ReceivedMessage[] = [];
    for (const message of this.receivable()) {
      if (received.length === maximum) break;
      const receipt: ReceivedMessage = {
        ...message,
        receiveCount: message.receiveCount + 1,
        firstReceivedAt: message.firstReceivedAt ?? now,
        visibleAt: now + visibilityTimeoutSeconds * 1000,
        receiptHandle: this.receipts.issue(message),
      };
      this.replace(receipt);
      received.push(receipt);
    }
    if (received.length > 0) this.ports.changed();
    return received;
  }

  /** Deletes a message by its receipt. A receipt that a later one made obsolete deletes nothing. */
  delete(receiptHandle: string): void {
    const id = this.receipts.messageOf(receiptHandle);
    const message = this.messages.find((one) => one.id === id);
    if (!message) return;
    this.receipts.checkFresh(message, receiptHandle, this.ports.now());
    if (message.receiptHandle !== receiptHandle) return;
    this.messages = this.messages.filter((one) => one !== message);
    // The rest of its message group may have waited for it.
    this.ports.changed();
  }

  /** Whether a receipt still holds its message back. */
  holds(receiptHandle: string): boolean {
    const now = this.ports.now();
    return this.messages.some((one) => one.receiptHandle === receiptHandle && one.visibleAt > now);
  }

  changeVisibility(receiptHandle: string, seconds: number): void {
    const now = this.ports.now();
    const id = this.receipts.messageOf(receiptHandle);
    const message = this.messages.find((one) => one.id === id);
    const inFlight = this.receipts.inFlight(message, receiptHandle, now);
    this.replace({ ...inFlight, visibleAt: now + seconds * 1000 });
    this.ports.changed();
  }

  purge(): void {
    this.messages = [];
  }

  /** When a message that is hidden now can be received, at the earliest; undefined where none is hidden. */
  nextVisibleAt(): number | undefined {
    const now = this.ports.now();
    const hidden = this.messages.map(({ visibleAt }) => visibleAt).filter((at) => at > now);
    return hidden.length === 0 ? undefined : Math.min(...hidden);
  }

  counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number } {
    const now = this.ports.now();
    this.dropExpired();
    const hidden = this.messages.filter(({ visibleAt }) => visibleAt > now);
    const inFlight = hidden.filter(({ receiveCount }) => receiveCount > 0).length;
    return { visible: this.messages.length - hidden.length, inFlight, delayed: hidden.length - inFlight };
  }

  private check({ body, attributes = {}, delaySeconds }: SendRequest): void {
    if (this.settings.fifo && delaySeconds !== undefined && delaySeconds !== 0) {
      const reason = 'The request include parameter that is not valid for this queue type.';
      throw invalidParameter('DelaySeconds', delaySeconds, reason);
    }
    const bytes = sizeOf(body, attributes);
    if (bytes <= this.settings.maximumMessageBytes) return;
    const reason = `Message must be shorter than ${this.settings.maximumMessageBytes} bytes.`;
    throw invalidParameter('MessageBody', `of ${bytes} bytes`, reason);
  }

  private accept(message: Message): void {
    this.messages.push(message);
    this.ports.changed();
  }

  /** A message group gives out nothing while a message of it is in flight. */
  private receivable(): readonly Message[] {
    const now = this.ports.now();
    const { fifo } = this.settings;
    const blocked = new Set<string | undefined>();
    return this.messages.filter((message) => {
      const visible = message.visibleAt <= now && !(fifo && blocked.has(message.groupId));
      if (!visible) blocked.add(message.groupId);
      return visible;
    });
  }

  private giveUpExhausted(): void {
    const { redrive } = this.settings;
    if (!redrive) return;
    const exhausted = this.receivable().filter(({ receiveCount }) => receiveCount >= redrive.maxReceiveCount);
    for (const message of exhausted) {
      const taken = this.ports.giveUp(redrive.deadLetterQueueArn, { ...message, deadLetterSourceArn: this.arn });
      if (taken) this.messages = this.messages.filter((one) => one !== message);
    }
  }

  private dropExpired(): void {
    const oldest = this.ports.now() - this.settings.messageRetentionSeconds * 1000;
    this.messages = this.messages.filter(({ sentAt }) => sentAt > oldest);
  }

  private replace(message: Message): void {
    this.messages = this.messages.map((one) => (one.id === message.id ? message : one));
  }

  private nextSequenceNumber(): string {
    this.sequence += 1;
    return String(FIRST_SEQUENCE_NUMBER + BigInt(this.sequence));
  }
}

/** Sequence numbers of SQS have 20 digits. */
const FIRST_SEQUENCE_NUMBER = 18_850_000_000_000_000_000n;

function sequenceOf(sequenceNumber: string | undefined) {
  return sequenceNumber === undefined ? {} : { sequenceNumber };
}

/** SQS Developer Guide, "Message attribute components": names, types and values count towards the size. */
function sizeOf(body: string, attributes: NonNullable<SendRequest['attributes']>): number {
  const values = Object.entries(attributes).map(
    ([name, { DataType, StringValue = '', BinaryValue = '' }]) =>
      Buffer.byteLength(name) +
      Buffer.byteLength(DataType) +
      Buffer.byteLength(StringValue) +
      Buffer.from(BinaryValue, 'base64').length,
  );
  return values.reduce((sum, bytes) => sum + bytes, Buffer.byteLength(body));
}
