import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** The queue of a channel, and the one for what it could not deliver. */
export class SqsChannelQueue {
  constructor(
    private readonly client: Pick<SQSClient, 'send'>,
    private readonly urls: { readonly queue: string; readonly deadLetters: string },
  ) {}

  /** Has the queue give a message out again after so many seconds. */
  async hide(receiptHandle: string, seconds: number): Promise<void> {
    await this.client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: this.urls.queue,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  }

  /** @param why why it was not delivered, for whoever looks at it there */
  async giveUp(body: string, why: string): Promise<void> {
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.urls.deadLetters,
        MessageBody: body,
        MessageAttributes: { why: { DataType: 'String', StringValue: why } },
      }),
    );
  }
}
