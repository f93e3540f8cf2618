import { createHash } from 'node:crypto';
import { ApiError } from '../kernel/api-error';
import type { SendRequest, SentMessage } from './message';
import { invalidParameter } from './sqs-error';

/** SQS Developer Guide, "Using the message deduplication ID": the interval in which a second message is dropped. */
const INTERVAL_MS = 5 * 60_000;

/** What a FIFO queue remembers of the messages it accepted. */
export class Deduplication {
  private readonly accepted = new Map<string, SentMessage & { readonly at: number }>();

  constructor(
    private readonly settings: {
      readonly contentBasedDeduplication: boolean;
      readonly deduplicationScope: 'queue' | 'messageGroup';
    },
  ) {}

  /** Whose message a request is: its group and its deduplication id. Refuses one that lacks either. */
  identify({ body, groupId, deduplicationId }: SendRequest): { readonly groupId: string; readonly id: string } {
    if (groupId === undefined) {
      throw new ApiError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
    }
    if (deduplicationId !== undefined) return { groupId, id: deduplicationId };
    if (!this.settings.contentBasedDeduplication) {
      const reason =
        'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly';
      throw invalidParameter('MessageDeduplicationId', '', reason);
    }
    return { groupId, id: createHash('sha256').update(body).digest('hex') };
  }

  /** The message that was accepted in the last five minutes under the same id, deleted since or not. */
  earlier(groupId: string, id: string, now: number): SentMessage | undefined {
    const found = this.accepted.get(this.key(groupId, id));
    return found && now - found.at < INTERVAL_MS ? found : undefined;
  }

  remember(groupId: string, id: string, message: SentMessage, now: number): void {
    this.accepted.set(this.key(groupId, id), { ...message, at: now });
  }

  private key(groupId: string, id: string): string {
    return this.settings.deduplicationScope === 'queue' ? id : JSON.stringify([groupId, id]);
  }
}
