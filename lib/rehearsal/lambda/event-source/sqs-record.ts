import { createHash } from 'node:crypto';
import type { SourceMessage } from './event-source-ports';

/** A record of the event that a function gets: Lambda Developer Guide, "Using Lambda with Amazon SQS". */
export interface SqsRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, object>>;
  readonly md5OfBody: string;
  readonly eventSource: 'aws:sqs';
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

export function sqsRecord(message: SourceMessage, eventSourceARN: string, awsRegion: string): SqsRecord {
  const { groupId, deduplicationId, sequenceNumber, deadLetterSourceArn } = message;
  return {
    messageId: message.id,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receiveCount),
      SentTimestamp: String(message.sentAt),
      ...(sequenceNumber === undefined ? {} : { SequenceNumber: sequenceNumber }),
      ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
      SenderId: message.senderId,
      ...(deduplicationId === undefined ? {} : { MessageDeduplicationId: deduplicationId }),
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
      ...(deadLetterSourceArn === undefined ? {} : { DeadLetterQueueSourceArn: deadLetterSourceArn }),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        {
          ...(StringValue === undefined ? {} : { stringValue: StringValue }),
          ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
          stringListValues: [],
          binaryListValues: [],
          dataType: DataType,
        },
      ]),
    ),
    md5OfBody: createHash('md5').update(message.body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion,
  };
}
