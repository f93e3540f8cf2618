import { ApiError } from '../kernel/api-error';
import type { Queue } from './queue';

/** SQS API Reference, PurgeQueue: a queue is purged once in a minute. */
const INTERVAL_MS = 60_000;

export class Purges {
  private readonly last = new Map<string, number>();

  purge(queue: Queue, now: number): void {
    const last = this.last.get(queue.arn);
    if (last !== undefined && now - last < INTERVAL_MS) {
      throw new ApiError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
      );
    }
    this.last.set(queue.arn, now);
    queue.purge();
  }
}
