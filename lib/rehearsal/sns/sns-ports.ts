import type { Place } from '../kernel/place';
import type { MessageAttribute, PublishedMessage } from './published-message';

/** What a queue gets. */
export interface QueueMessage {
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
}

export interface SnsPorts {
  readonly place: Place;
  now(): number;
  /** Invokes a subscribed function with SNS's event, on the topic's behalf. Gives `false` where it was not reached. */
  invoke(functionArn: string, event: unknown, topicArn: string): unknown;
  /**
   * Sends to a queue, on the topic's behalf; gives `false` where the queue did not take it. Without it, subscriptions of
   * queues and dead-letter queues stop by name.
   */
  send?(queueArn: string, message: QueueMessage, topicArn: string): boolean;
  /**
   * Makes a test of a filter policy, which is written as event patterns are. Refuses a wrong one with an `ApiError`.
   * Without it, filter policies stop by name.
   */
  filter?(policy: unknown): (subject: unknown) => boolean;
  /** Told of every message that is published. */
  observe(message: PublishedMessage): void;
}
