import type { ReceivedMessage } from './message';

/** What SQS knows of a message: SQS API Reference, ReceiveMessage. Times are in milliseconds, all values are text. */
export function systemAttributes(message: ReceivedMessage): Readonly<Record<string, string>> {
  const { groupId, deduplicationId, sequenceNumber, deadLetterSourceArn } = message;
  return {
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ApproximateReceiveCount: String(message.receiveCount),
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ...(deadLetterSourceArn === undefined ? {} : { DeadLetterQueueSourceArn: deadLetterSourceArn }),
    ...(deduplicationId === undefined ? {} : { MessageDeduplicationId: deduplicationId }),
    ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
    ...(sequenceNumber === undefined ? {} : { SequenceNumber: sequenceNumber }),
  };
}
