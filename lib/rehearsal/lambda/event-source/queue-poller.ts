import { ApiError } from '../../kernel/api-error';
import { failedMessages } from './batch-response';
import type { EventSourcePorts, SourceMessage } from './event-source-ports';
import type { EventSourceSettings } from './event-source-settings';
import { messageFilter } from './message-filter';
import { sqsRecord } from './sqs-record';

/** After a throttled invocation Lambda waits, twice as long each time. */
const FIRST_THROTTLE_DELAY_MS = 1000;

/**
 * Feeds a function from a queue. It waits for messages without a clock of its own, so an empty queue costs no events, and
 * a rehearsal does not wait for it; a batch that it has begun is played to its end.
 */
export class QueuePoller {
  private readonly stopped = new AbortController();
  private readonly fits: ReturnType<typeof messageFilter>;
  private busy = 0;
  private freed: (() => void) | undefined;

  constructor(
    private readonly settings: EventSourceSettings,
    private readonly ports: EventSourcePorts,
  ) {
    this.fits = messageFilter(settings.patterns.flatMap((pattern) => ports.filter?.(pattern) ?? []));
  }

  start(): void {
    this.ports.simulation.background(() => this.poll());
  }

  /** Takes no further messages. A batch that the function has begun is played to its end. */
  stop(): void {
    this.stopped.abort();
    this.freed?.();
  }

  private over(): boolean {
    return this.stopped.signal.aborted;
  }

  private async poll(): Promise<void> {
    const { queueArn, batchSize, maximumConcurrency } = this.settings;
    const { signal } = this.stopped;
    while (!this.over()) {
      const first = await this.ports.receive(queueArn, { maximum: batchSize, signal });
      // Nothing comes only when this is over, or the queue is gone.
      if (first.length === 0) return;
      this.busy += 1;
      this.ports.simulation.spawn(() => this.work(first), `the work on messages of ${queueArn}`);
      while (this.busy >= maximumConcurrency && !this.over()) {
        await new Promise<void>((resolve) => (this.freed = resolve));
      }
    }
  }

  private async work(first: readonly SourceMessage[]): Promise<void> {
    try {
      const batch = await this.fill(first);
      if (this.over()) this.ports.release(this.settings.queueArn, handles(batch));
      else await this.deliver(batch);
    } finally {
      this.busy -= 1;
      this.freed?.();
    }
  }

  /** Gathers messages until the batch is full or its window over. */
  private async fill(first: readonly SourceMessage[]): Promise<readonly SourceMessage[]> {
    const { queueArn, batchSize, batchingWindowMs } = this.settings;
    const until = this.ports.simulation.now + batchingWindowMs;
    const { signal } = this.stopped;
    const batch = [...first];
    while (batch.length < batchSize && this.ports.simulation.now < until && !this.over()) {
      batch.push(...(await this.ports.receive(queueArn, { maximum: batchSize - batch.length, until, signal })));
    }
    return batch;
  }

  private async deliver(batch: readonly SourceMessage[]): Promise<void> {
    const { queueArn, functionName, reportsBatchItemFailures } = this.settings;
    const record = (message: SourceMessage) => sqsRecord(message, queueArn, this.ports.region);
    const wanted = batch.filter((message) => this.fits(record(message)));
    const unwanted = batch.filter((message) => !wanted.includes(message));
    // Lambda deletes what no filter fits.
    this.ports.remove(queueArn, handles(unwanted));
    if (wanted.length === 0) return;
    const result = await this.invoke(functionName, JSON.stringify({ Records: wanted.map(record) }));
    if (!result || result.failed) return;
    const ids = wanted.map(({ id }) => id);
    const failed = reportsBatchItemFailures ? failedMessages(result.payload, ids) : [];
    this.ports.remove(queueArn, handles(wanted.filter(({ id }) => !failed.includes(id))));
  }

  /** Lambda Developer Guide, "Backoff strategy": a throttled batch is tried again until its messages are visible again. */
  private async invoke(functionName: string, payload: string) {
    const { simulation } = this.ports;
    const timeout = this.ports.describe(this.settings.queueArn)?.visibilityTimeoutSeconds ?? 0;
    const until = simulation.now + timeout * 1000;
    for (let delayMs = FIRST_THROTTLE_DELAY_MS; ; delayMs *= 2) {
      try {
        return await this.ports.invoke(functionName, payload);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.statusCode !== 429 || simulation.now + delayMs >= until) return undefined;
        await simulation.sleep(delayMs);
      }
    }
  }
}

function handles(messages: readonly SourceMessage[]): readonly string[] {
  return messages.map(({ receiptHandle }) => receiptHandle);
}
