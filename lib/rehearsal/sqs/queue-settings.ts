/** How a queue behaves. Durations are in seconds, as the API has them. */
export interface QueueSettings {
  readonly delaySeconds: number;
  readonly maximumMessageBytes: number;
  readonly messageRetentionSeconds: number;
  readonly receiveWaitSeconds: number;
  readonly visibilityTimeoutSeconds: number;
  readonly redrive?: { readonly deadLetterQueueArn: string; readonly maxReceiveCount: number };
  readonly fifo?: {
    readonly contentBasedDeduplication: boolean;
    /** Whether a deduplication id counts in the whole queue or in its message group. */
    readonly deduplicationScope: 'queue' | 'messageGroup';
    readonly throughputLimit: 'perQueue' | 'perMessageGroupId';
  };
  /** Kept to be told: nothing is encrypted. */
  readonly encryption: Readonly<Record<string, string>>;
}

/** SQS API Reference, SetQueueAttributes, and SQS Developer Guide, "Amazon SQS message quotas". */
export const QUEUE_DEFAULTS = {
  delaySeconds: 0,
  maximumMessageBytes: 1_048_576,
  messageRetentionSeconds: 345_600,
  receiveWaitSeconds: 0,
  visibilityTimeoutSeconds: 30,
} as const;
