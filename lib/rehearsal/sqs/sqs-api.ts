import * as v from 'valibot';
import { NotEmulated } from '../kernel/not-emulated';
import type { ServiceApi } from '../kernel/wire';
import { playBatch } from './batch';
import { md5OfAttributes, md5OfBody } from './message-digest';
import type { Purges } from './purges';
import type { Queue } from './queue';
import { queueAttributes } from './queue-attributes';
import type { Queues } from './queues';
import { receivedMessage } from './received-message';
import { sendRequest } from './send-request';
import { invalidParameter } from './sqs-error';
import { isSqsOperation, SQS_INPUT, type MessageInput, type SqsInput, type SqsOperation } from './sqs-input';

export interface SqsApiPorts {
  readonly queues: Queues;
  readonly purges: Purges;
  now(): number;
  policy(queueUrl: string): unknown;
}

const LONGEST_VISIBILITY_SECONDS = 43_200;

type Operations = {
  readonly [O in SqsOperation]: (input: SqsInput<O>, senderId: string) => object | Promise<object>;
};

/** Amazon SQS API Reference, as far as messages go through a queue. Queues are made by CloudFormation only. */
export function sqsApi(ports: SqsApiPorts): ServiceApi {
  const operations = operationsOf(ports);
  // Nothing but `async` turns what a queue throws into the rejection that callers wait for.
  return async (operation, input, { roleArn }) => {
    const where = `a call by ${roleArn}`;
    if (!isSqsOperation(operation)) throw new NotEmulated(`sqs:${operation}`, where);
    const parsed = v.safeParse(SQS_INPUT[operation], input);
    if (!parsed.success) {
      const member = v.getDotPath(parsed.issues[0]) ?? 'This input';
      throw new NotEmulated(`${member} of sqs:${operation}`, where);
    }
    const play = operations[operation] as (input: unknown, senderId: string) => object | Promise<object>;
    return play(parsed.output, roleArn);
  };
}

function operationsOf(ports: SqsApiPorts): Operations {
  const { queues, purges } = ports;
  return {
    SendMessage: ({ QueueUrl, ...message }, senderId) => send(queues.byUrl(QueueUrl), message, senderId),
    SendMessageBatch: ({ QueueUrl, Entries }, senderId) => {
      const queue = queues.byUrl(QueueUrl);
      return playBatch(Entries, (entry) => send(queue, entry, senderId));
    },
    ReceiveMessage: (input) => receive(queues, input, ports.now()),
    DeleteMessage: ({ QueueUrl, ReceiptHandle }) => {
      queues.byUrl(QueueUrl).delete(ReceiptHandle);
      return {};
    },
    DeleteMessageBatch: ({ QueueUrl, Entries }) => {
      const queue = queues.byUrl(QueueUrl);
      return playBatch(Entries, ({ ReceiptHandle }) => {
        queue.delete(ReceiptHandle);
        return {};
      });
    },
    ChangeMessageVisibility: ({ QueueUrl, ...change }) => changeVisibility(queues.byUrl(QueueUrl), change),
    ChangeMessageVisibilityBatch: ({ QueueUrl, Entries }) => {
      const queue = queues.byUrl(QueueUrl);
      return playBatch(Entries, (entry) => changeVisibility(queue, entry));
    },
    GetQueueUrl: ({ QueueName, QueueOwnerAWSAccountId }) => {
      const url = queues.url(QueueName);
      const owned = QueueOwnerAWSAccountId === undefined || url.split('/').at(-2) === QueueOwnerAWSAccountId;
      const named = owned ? url : `${QueueOwnerAWSAccountId}/${QueueName}`;
      queues.byUrl(named);
      return { QueueUrl: url };
    },
    GetQueueAttributes: ({ QueueUrl, AttributeNames }) => {
      const queue = queues.byUrl(QueueUrl);
      return { Attributes: queueAttributes(queue, ports.policy(queues.url(queue.name)), AttributeNames) };
    },
    PurgeQueue: ({ QueueUrl }) => {
      purges.purge(queues.byUrl(QueueUrl), ports.now());
      return {};
    },
  };
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
