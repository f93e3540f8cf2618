const HOUR_MS = 60 * 60_000;

/** In words, for messages. */
export const OLDEST = 'two weeks';
export const NEWEST = 'two hours';

/** Whether CloudWatch takes a value with that timestamp (CloudWatch API Reference, PutMetricData). */
export function isRecordable(timestamp: number, now: number): boolean {
  return timestamp >= now - 14 * 24 * HOUR_MS && timestamp <= now + 2 * HOUR_MS;
}
