/** How an event source mapping of a queue behaves. */
export interface EventSourceSettings {
  readonly queueArn: string;
  /** Name or ARN, with or without a qualifier. */
  readonly functionName: string;
  readonly batchSize: number;
  readonly batchingWindowMs: number;
  readonly reportsBatchItemFailures: boolean;
  /** How many batches a function works on at once. */
  readonly maximumConcurrency: number;
  /** Event patterns, as JSON: a message that fits none of them is dropped. */
  readonly patterns: readonly string[];
}

/** Lambda Developer Guide, "Configuring scaling behavior for SQS event source mappings". */
export const INITIAL_CONCURRENCY = 5;

/** What Lambda's documentation leaves open and this account had to choose. */
export function eventSourceAssumptions(): readonly string[] {
  return [
    `An event source mapping takes messages as soon as they can be received, in up to ${INITIAL_CONCURRENCY} batches at once unless it says otherwise: it neither scales up nor backs off.`,
    'A message that a function failed on stays hidden until its visibility timeout is over.',
  ];
}
