import * as v from 'valibot';

const attribute = v.strictObject({
  DataType: v.string(),
  StringValue: v.optional(v.string()),
  /** Base64. */
  BinaryValue: v.optional(v.string()),
});
const message = {
  MessageBody: v.string(),
  DelaySeconds: v.optional(v.number()),
  MessageAttributes: v.optional(v.record(v.string(), attribute), {}),
  MessageDeduplicationId: v.optional(v.string()),
  MessageGroupId: v.optional(v.string()),
};
const names = v.optional(v.array(v.string()), []);
const QueueUrl = v.string();
const batch = <const E extends v.ObjectEntries>(entry: E) =>
  v.strictObject({ QueueUrl, Entries: v.array(v.strictObject(entry)) });
const receipt = { ReceiptHandle: v.string() };
const visibility = { ...receipt, VisibilityTimeout: v.number() };

/** What each operation takes: SQS API Reference. A member that is not listed stops the rehearsal by name. */
export const SQS_INPUT = {
  ChangeMessageVisibility: v.strictObject({ QueueUrl, ...visibility }),
  ChangeMessageVisibilityBatch: batch({ Id: v.string(), ...visibility }),
  DeleteMessage: v.strictObject({ QueueUrl, ...receipt }),
  DeleteMessageBatch: batch({ Id: v.string(), ...receipt }),
  GetQueueAttributes: v.strictObject({ QueueUrl, AttributeNames: names }),
  GetQueueUrl: v.strictObject({ QueueName: v.string(), QueueOwnerAWSAccountId: v.optional(v.string()) }),
  PurgeQueue: v.strictObject({ QueueUrl }),
  ReceiveMessage: v.strictObject({
    QueueUrl,
    AttributeNames: names,
    MaxNumberOfMessages: v.optional(v.number(), 1),
    MessageAttributeNames: names,
    MessageSystemAttributeNames: names,
    VisibilityTimeout: v.optional(v.number()),
    WaitTimeSeconds: v.optional(v.number()),
  }),
  SendMessage: v.strictObject({ QueueUrl, ...message }),
  SendMessageBatch: batch({ Id: v.string(), ...message }),
} as const;

type SqsOperation = keyof typeof SQS_INPUT;
export type SqsInput<O extends SqsOperation> = v.InferOutput<(typeof SQS_INPUT)[O]>;
/** A message as a sender words it, alone or in a batch. */
export type MessageInput = Omit<SqsInput<'SendMessage'>, 'QueueUrl'>;
