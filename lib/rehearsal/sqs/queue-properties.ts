import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { tags, templateBoolean, templateNumber } from '../kernel/template-values';
import { QUEUE_DEFAULTS, type QueueSettings } from './queue-settings';

const redrive = v.strictObject({ deadLetterTargetArn: v.string(), maxReceiveCount: templateNumber });

/** The properties of `AWS::SQS::Queue`. */
export const QUEUE_PROPERTIES = {
  ContentBasedDeduplication: v.optional(templateBoolean),
  DeduplicationScope: v.optional(v.picklist(['queue', 'messageGroup'])),
  DelaySeconds: v.optional(templateNumber),
  FifoQueue: v.optional(templateBoolean),
  FifoThroughputLimit: v.optional(v.picklist(['perQueue', 'perMessageGroupId'])),
  KmsDataKeyReusePeriodSeconds: v.optional(templateNumber),
  KmsMasterKeyId: v.optional(v.string()),
  MaximumMessageSize: v.optional(templateNumber),
  MessageRetentionPeriod: v.optional(templateNumber),
  QueueName: v.optional(v.string()),
  ReceiveMessageWaitTimeSeconds: v.optional(templateNumber),
  RedrivePolicy: v.optional(v.union([redrive, v.pipe(v.string(), v.parseJson(), redrive)])),
  SqsManagedSseEnabled: v.optional(templateBoolean),
  Tags: tags,
  VisibilityTimeout: v.optional(templateNumber),
};

export type QueueProperties = v.InferOutput<v.StrictObjectSchema<typeof QUEUE_PROPERTIES, undefined>>;

/** Smallest and largest value of a property: SQS API Reference, CreateQueue. */
const LIMITS = {
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
} as const;

/** How a queue of these properties behaves. Refuses what SQS refuses. */
export function settingsOf(given: QueueProperties): QueueSettings {
  for (const [name, [smallest, largest]] of Object.entries(LIMITS)) {
    const value = given[name as keyof typeof LIMITS];
    if (value !== undefined && (value < smallest || value > largest || !Number.isInteger(value))) throw invalid(name);
  }
  const { RedrivePolicy } = given;
  if (RedrivePolicy && (RedrivePolicy.maxReceiveCount < 1 || RedrivePolicy.maxReceiveCount > 1000)) {
    throw invalid('RedrivePolicy');
  }
  return {
    delaySeconds: given.DelaySeconds ?? QUEUE_DEFAULTS.delaySeconds,
    maximumMessageBytes: given.MaximumMessageSize ?? QUEUE_DEFAULTS.maximumMessageBytes,
    messageRetentionSeconds: given.MessageRetentionPeriod ?? QUEUE_DEFAULTS.messageRetentionSeconds,
    receiveWaitSeconds: given.ReceiveMessageWaitTimeSeconds ?? QUEUE_DEFAULTS.receiveWaitSeconds,
    visibilityTimeoutSeconds: given.VisibilityTimeout ?? QUEUE_DEFAULTS.visibilityTimeoutSeconds,
    ...(RedrivePolicy && {
      redrive: {
        deadLetterQueueArn: RedrivePolicy.deadLetterTargetArn,
        maxReceiveCount: RedrivePolicy.maxReceiveCount,
      },
    }),
    ...fifoOf(given),
    encryption: encryptionOf(given),
  };
}

function fifoOf(given: QueueProperties): Pick<QueueSettings, 'fifo'> {
  if (given.FifoQueue !== true) {
    for (const name of ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'] as const) {
      if (given[name] !== undefined) throw new ApiError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    }
    return {};
  }
  const deduplicationScope = given.DeduplicationScope ?? 'queue';
  const throughputLimit = given.FifoThroughputLimit ?? 'perQueue';
  // SQS Developer Guide, "High throughput for FIFO queues": one limit for each group needs ids that count in each group.
  if (throughputLimit === 'perMessageGroupId' && deduplicationScope === 'queue') throw invalid('FifoThroughputLimit');
  const contentBasedDeduplication = given.ContentBasedDeduplication ?? false;
  return { fifo: { contentBasedDeduplication, deduplicationScope, throughputLimit } };
}

function encryptionOf(given: QueueProperties): Readonly<Record<string, string>> {
  if (given.KmsMasterKeyId === undefined) return { SqsManagedSseEnabled: String(given.SqsManagedSseEnabled ?? true) };
  return {
    KmsMasterKeyId: given.KmsMasterKeyId,
    KmsDataKeyReusePeriodSeconds: String(given.KmsDataKeyReusePeriodSeconds ?? 300),
  };
}

function invalid(name: string): ApiError {
  return new ApiError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
}
