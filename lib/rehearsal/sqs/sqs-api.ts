import { operation, serviceApi, type ServiceApi } from '../kernel/service-api';
import { playBatch } from './batch';
import { md5OfAttributes, md5OfBody } from './message-digest';
import type { Purges } from './purges';
import type { Queue } from './queue';
import { queueAttributes } from './queue-attributes';
import type { Queues } from './queues';
import { receivedMessage } from './received-message';
import { sendRequest } from './send-request';
import { invalidParameter } from './sqs-error';
import { SQS_INPUT, type MessageInput, type SqsInput } from './sqs-input';

export interface SqsApiPorts {
  readonly queues: Queues;
  readonly purges: Purges;
  now(): number;
  policy(queueUrl: string): unknown;
}

const LONGEST_VISIBILITY_SECONDS = 43_200;

/** Amazon SQS API Reference, as far as messages go through a queue. Queues are made by CloudFormation only. */
export function sqsApi(ports: SqsApiPorts): ServiceApi {
  const { purges, queues } = ports;
  return serviceApi('sqs', {
    SendMessage: operation(SQS_INPUT.SendMessage, ({ QueueUrl, ...message }, { caller }) =>
      send(queues.byUrl(QueueUrl), message, caller.roleArn),
    ),
    SendMessageBatch: operation(SQS_INPUT.SendMessageBatch, ({ QueueUrl, Entries }, { caller }) => {
      const queue = queues.byUrl(QueueUrl);
      return playBatch(Entries, (entry) => send(queue, entry, caller.roleArn));
    }),
    ReceiveMessage: operation(SQS_INPUT.ReceiveMessage, (input) => receive(queues, input, ports.now())),
    DeleteMessage: operation(SQS_INPUT.DeleteMessage, ({ QueueUrl, ReceiptHandle }) => {
      queues.byUrl(QueueUrl).delete(ReceiptHandle);
      return {};
    }),
    DeleteMessageBatch: operation(SQS_INPUT.DeleteMessageBatch, ({ QueueUrl, Entries }) => {
      const queue = queues.byUrl(QueueUrl);
      return playBatch(Entries, ({ ReceiptHandle }) => {
        queue.delete(ReceiptHandle);
        return {};
      });
    }),
    ChangeMessageVisibility: operation(SQS_INPUT.ChangeMessageVisibility, ({ QueueUrl, ...change }) =>
      changeVisibility(queues.byUrl(QueueUrl), change),
    ),
    ChangeMessageVisibilityBatch: operation(SQS_INPUT.ChangeMessageVisibilityBatch, ({ QueueUrl, Entries }) => {
      const queue = queues.byUrl(QueueUrl);
      return playBatch(Entries, (entry) => changeVisibility(queue, entry));
    }),
    GetQueueUrl: operation(SQS_INPUT.GetQueueUrl, ({ QueueName, QueueOwnerAWSAccountId }) => {
      const url = queues.url(QueueName);
      const owned = QueueOwnerAWSAccountId === undefined || url.split('/').at(-2) === QueueOwnerAWSAccountId;
      const named = owned ? url : `${QueueOwnerAWSAccountId}/${QueueName}`;
      queues.byUrl(named);
      return { QueueUrl: url };
    }),
    GetQueueAttributes: operation(SQS_INPUT.GetQueueAttributes, ({ QueueUrl, AttributeNames }) => {
      const queue = queues.byUrl(QueueUrl);
      return { Attributes: queueAttributes(queue, ports.policy(queues.url(queue.name)), AttributeNames) };
    }),
    PurgeQueue: operation(SQS_INPUT.PurgeQueue, ({ QueueUrl }) => {
      purges.purge(queues.byUrl(QueueUrl), ports.now());
      return {};
    }),
  });
}

function send(queue: Queue, input: MessageInput, senderId: string) {
  const request = sendRequest(input);
  const { messageId, sequenceNumber } = queue.send(request, senderId);
  const md5 = md5OfAttributes(input.MessageAttributes);
  return {
    MessageId: messageId,
    MD5OfMessageBody: md5OfBody(input.MessageBody),
    ...(md5 === undefined ? {} : { MD5OfMessageAttributes: md5 }),
    ...(sequenceNumber === undefined ? {} : { SequenceNumber: sequenceNumber }),
  };
}

async function receive(queues: Queues, input: SqsInput<'ReceiveMessage'>, now: number) {
  const queue = queues.byUrl(input.QueueUrl);
  const { MaxNumberOfMessages: maximum, VisibilityTimeout: visibilityTimeoutSeconds } = input;
  const waitSeconds = input.WaitTimeSeconds ?? queue.settings.receiveWaitSeconds;
  checkRange('MaxNumberOfMessages', maximum, 1, 10);
  checkRange('WaitTimeSeconds', waitSeconds, 0, 20);
  if (visibilityTimeoutSeconds !== undefined) checkVisibility(visibilityTimeoutSeconds);
  const until = now + waitSeconds * 1000;
  const messages = await queues.receive(queue.arn, { maximum, visibilityTimeoutSeconds, until });
  const wanted = {
    system: [...input.AttributeNames, ...input.MessageSystemAttributeNames],
    attributes: input.MessageAttributeNames,
  };
  return messages.length === 0 ? {} : { Messages: messages.map((message) => receivedMessage(message, wanted)) };
}

function changeVisibility(
  queue: Queue,
  { ReceiptHandle, VisibilityTimeout }: { readonly ReceiptHandle: string; readonly VisibilityTimeout: number },
) {
  checkVisibility(VisibilityTimeout);
  queue.changeVisibility(ReceiptHandle, VisibilityTimeout);
  return {};
}

function checkVisibility(seconds: number): void {
  checkRange('VisibilityTimeout', seconds, 0, LONGEST_VISIBILITY_SECONDS);
}

function checkRange(name: string, value: number, smallest: number, largest: number): void {
  if (value >= smallest && value <= largest && Number.isInteger(value)) return;
  throw invalidParameter(name, value, `Must be between ${smallest} and ${largest}, if provided.`);
}
