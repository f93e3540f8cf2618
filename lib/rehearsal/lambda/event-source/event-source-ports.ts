import type { Simulation } from '../../kernel/simulation';
import type { InvokeResult } from '../invocation';

/** A message as a queue gives it out. Times are milliseconds since the epoch. */
export interface SourceMessage {
  readonly id: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly senderId: string;
  readonly sentAt: number;
  readonly firstReceivedAt: number;
  readonly receiveCount: number;
  readonly attributes: Readonly<
    Record<
      string,
      {
        readonly DataType: string;
        readonly StringValue?: string | undefined;
        /** Base64. */
        readonly BinaryValue?: string | undefined;
      }
    >
  >;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  readonly deadLetterSourceArn?: string;
}

/** What an event source mapping uses of the account. */
export interface EventSourcePorts {
  readonly simulation: Simulation;
  readonly region: string;
  /** What there is to know of a queue; undefined where there is none. */
  describe(queueArn: string): { readonly visibilityTimeoutSeconds: number; readonly fifo: boolean } | undefined;
  /**
   * Receives up to some number of messages, waiting for the first: until a time in milliseconds since the epoch, or for
   * ever. Nothing where the time is over, the signal came, or the queue is gone.
   */
  receive(
    queueArn: string,
    request: { readonly maximum: number; readonly until?: number; readonly signal?: AbortSignal },
  ): Promise<readonly SourceMessage[]>;
  /** Deletes messages by their receipt handles. */
  remove(queueArn: string, receiptHandles: readonly string[]): void;
  /** Makes messages visible again at once. */
  release(queueArn: string, receiptHandles: readonly string[]): void;
  /** Invokes a function by name or ARN, synchronously. Rejects with an `ApiError` of status 429 where it is throttled. */
  invoke(functionArn: string, payload: string): Promise<InvokeResult>;
  /** Whether a function's role may receive from a queue and delete in it. */
  mayPoll?(roleArn: string, queueArn: string): boolean;
  /**
   * Makes a test of an event pattern. Refuses a wrong one with an `ApiError`. Without it, a mapping with filters stops by
   * name.
   */
  filter?(pattern: string): (record: unknown) => boolean;
}
