interface DeliveryContext {
  readonly scheduleArn: string;
  /** Milliseconds since the epoch. */
  readonly scheduledAt: number;
  readonly executionId: string;
  /** Counts from 1. */
  readonly attempt: number;
}

/** Fills the context attributes of an input in: EventBridge Scheduler User Guide, "Adding context attributes". */
export function withContext(
  input: string,
  { scheduleArn, scheduledAt, executionId, attempt }: DeliveryContext,
): string {
  return input
    .replaceAll('<aws.scheduler.schedule-arn>', scheduleArn)
    .replaceAll('<aws.scheduler.scheduled-time>', new Date(scheduledAt).toISOString().replace(/\.\d+Z$/, 'Z'))
    .replaceAll('<aws.scheduler.execution-id>', executionId)
    .replaceAll('<aws.scheduler.attempt-number>', String(attempt));
}
