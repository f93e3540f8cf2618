import { ApiError } from '../kernel/api-error';
import type { Message } from './message';
import { invalidParameter } from './sqs-error';

/** The receipt handles of a queue: each says which message was received, and the how manieth time. */
export class Receipts {
  constructor(private readonly fifo: boolean) {}

  issue({ id, receiveCount }: Message): string {
    return Buffer.from(`${id} ${receiveCount + 1}`).toString('base64');
  }

  /** The id of the message that a receipt is for. Refuses what no queue ever issued. */
  messageOf(receiptHandle: string): string {
    const id = /^(\S{36}) \d+$/.exec(Buffer.from(receiptHandle, 'base64').toString('utf8'))?.[1];
    if (id !== undefined) return id;
    throw new ApiError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
    );
  }

  /** A FIFO queue refuses a receipt once the message is visible again. */
  checkFresh(message: Message, receiptHandle: string, now: number): void {
    if (!this.fifo || (message.receiptHandle === receiptHandle && message.visibleAt > now)) return;
    throw invalidParameter('ReceiptHandle', receiptHandle, 'The receipt handle has expired.');
  }

  /** The message that a receipt still holds back. */
  inFlight(message: Message | undefined, receiptHandle: string, now: number): Message {
    if (message?.receiptHandle === receiptHandle && message.visibleAt > now) return message;
    if (message) this.checkFresh(message, receiptHandle, now);
    throw new ApiError(
      'MessageNotInflight',
      `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  }
}
