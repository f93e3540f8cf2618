import type { PublishedMessage } from './published-message';

/** Who gets the messages of a topic. */
export interface Subscription {
  readonly arn: string;
  readonly protocol: 'lambda' | 'sqs' | 'email' | 'email-json' | 'https' | 'sms';
  readonly endpoint: string;
  /** Whether a queue gets the message alone, without what SNS says of it. */
  readonly raw: boolean;
  /** Whether a message is wanted. */
  wants(message: PublishedMessage): boolean;
  readonly deadLetterArn?: string;
}
