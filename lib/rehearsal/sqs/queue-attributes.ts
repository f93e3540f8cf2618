import { ApiError } from '../kernel/api-error';
import type { Queue } from './queue';

/** What GetQueueAttributes tells of a queue: SQS API Reference. All values are text. */
export function queueAttributes(
  queue: Queue,
  policy: unknown,
  wanted: readonly string[],
): Readonly<Record<string, string>> {
  const all = describe(queue, policy);
  const unknown = wanted.find((name) => name !== 'All' && !NAMES.has(name));
  if (unknown !== undefined) throw new ApiError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  if (wanted.includes('All')) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)));
}

/** All names there are; a queue need not have them all. */
const NAMES = new Set([
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'ContentBasedDeduplication',
  'CreatedTimestamp',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'LastModifiedTimestamp',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'Policy',
  'QueueArn',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
]);

function describe(queue: Queue, policy: unknown): Readonly<Record<string, string>> {
  const { settings } = queue;
  const { redrive, fifo } = settings;
  const counts = queue.counts();
  const created = String(Math.floor(queue.createdAt / 1000));
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    CreatedTimestamp: created,
    LastModifiedTimestamp: created,
    VisibilityTimeout: String(settings.visibilityTimeoutSeconds),
    MaximumMessageSize: String(settings.maximumMessageBytes),
    MessageRetentionPeriod: String(settings.messageRetentionSeconds),
    DelaySeconds: String(settings.delaySeconds),
    ReceiveMessageWaitTimeSeconds: String(settings.receiveWaitSeconds),
    ...settings.encryption,
    ...(policy === undefined ? {} : { Policy: JSON.stringify(policy) }),
    ...(redrive && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: redrive.deadLetterQueueArn,
        maxReceiveCount: redrive.maxReceiveCount,
      }),
    }),
    ...(fifo && {
      FifoQueue: 'true',
      ContentBasedDeduplication: String(fifo.contentBasedDeduplication),
      DeduplicationScope: fifo.deduplicationScope,
      FifoThroughputLimit: fifo.throughputLimit,
    }),
  };
}
