import type { Place } from '../kernel/place';
import type { Randomness } from '../kernel/randomness';
import type { Simulation } from '../kernel/simulation';
import type { ReceivedMessage } from './message';
import { Queue } from './queue';
import type { QueueSettings } from './queue-settings';
import { queueDoesNotExist } from './sqs-error';

export interface SqsPorts {
  readonly simulation: Simulation;
  readonly place: Place;
  readonly randomness: Randomness;
  /**
   * What queue URLs begin with, without a slash at the end. The SDKs send a queue's calls to the host of its URL.
   *
   * @default `https://sqs.<region>.amazonaws.com`
   */
  readonly urlBase?: () => string;
}

/** What a receiver asks for. */
export interface ReceiveRequest {
  readonly maximum: number;
  /** The queue's own where left out. */
  readonly visibilityTimeoutSeconds?: number | undefined;
  /** Until when to wait for a first message, in milliseconds since the epoch; for ever where left out. */
  readonly until?: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

/** All queues of the account, and those who wait for messages in them. */
export class Queues {
  private readonly queues = new Map<string, Queue>();
  private readonly waiting = new Map<string, Set<() => void>>();
  private messages = 0;

  constructor(private readonly ports: SqsPorts) {}

  all(): readonly Queue[] {
    return [...this.queues.values()];
  }

  create(name: string, settings: QueueSettings): Queue {
    const { simulation } = this.ports;
    const arn = this.arn(name);
    const queue = new Queue(arn, name, settings, simulation.now, {
      now: () => simulation.now,
      messageId: () => this.messageId(),
      giveUp: (deadLetterQueueArn, message) => {
        const target = this.find(deadLetterQueueArn);
        target?.takeOver(message);
        return target !== undefined;
      },
      changed: () => {
        this.wake(arn);
      },
    });
    this.queues.set(arn, queue);
    return queue;
  }

  remove(arn: string): void {
    this.queues.delete(arn);
    this.wake(arn);
  }

  find(arn: string): Queue | undefined {
    return this.queues.get(arn);
  }

  byArn(arn: string): Queue {
    const queue = this.find(arn);
    if (!queue) throw queueDoesNotExist();
    return queue;
  }

  /** By the path of its URL: which host a queue is called at makes no difference. */
  byUrl(url: string): Queue {
    return this.byArn(this.arnOfUrl(url));
  }

  arn(name: string): string {
    return this.ports.place.arn('sqs', name);
  }

  url(name: string): string {
    const { place, urlBase } = this.ports;
    return `${urlBase ? urlBase() : `https://sqs.${place.region}.amazonaws.com`}/${place.accountId}/${name}`;
  }

  arnOfUrl(url: string): string {
    const [accountId = '', name = ''] = url.split('/').slice(-2);
    const { place } = this.ports;
    return accountId === place.accountId ? place.arn('sqs', name) : `arn:aws:sqs:${place.region}:${accountId}:${name}`;
  }

  /** Receives messages, waiting for the first one. Nothing where the waiting ends before, or the queue is removed. */
  async receive(arn: string, request: ReceiveRequest): Promise<readonly ReceivedMessage[]> {
    const { maximum, visibilityTimeoutSeconds, until = Infinity, signal } = request;
    for (;;) {
      const queue = this.find(arn);
      if (!queue || signal?.aborted === true) return [];
      const messages = queue.receive(maximum, visibilityTimeoutSeconds);
      if (messages.length > 0 || this.ports.simulation.now >= until) return messages;
      await this.change(arn, Math.min(until, queue.nextVisibleAt() ?? Infinity), signal);
    }
  }

  /** Resolves when something changed in a queue, at a time, or at a signal, whichever comes first. */
  private change(arn: string, at: number, signal: AbortSignal | undefined): Promise<void> {
    const waiting = this.waiting.get(arn) ?? new Set();
    this.waiting.set(arn, waiting);
    return new Promise((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        cancel?.();
        resolve();
      };
      const cancel = at === Infinity ? undefined : this.ports.simulation.at(at, wake);
      signal?.addEventListener('abort', wake);
      waiting.add(wake);
    });
  }

  private wake(arn: string): void {
    for (const wake of [...(this.waiting.get(arn) ?? [])]) wake();
  }

  private messageId(): string {
    this.messages += 1;
    const digits = this.ports.randomness.identifier(`SQS message ${this.messages}`, 32, '0123456789abcdef');
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
}
