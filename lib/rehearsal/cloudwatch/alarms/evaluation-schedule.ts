import { type CloudWatchOptions } from '../cloudwatch-options';
import { HIGH_RESOLUTION_STEP_MS, MINUTE_MS } from '../metrics/resolution';
import { type AlarmDefinition } from './alarm-definition';

const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Span = Pick<AlarmDefinition, 'periodMs' | 'evaluationPeriods'>;

/**
 * Milliseconds between two evaluations: ten seconds for short periods, an hour where an alarm looks at more than a day,
 * and else a minute (CloudWatch User Guide, "Evaluating an alarm").
 */
export function evaluatedEveryMs({ periodMs, evaluationPeriods }: Span): number {
  if (periodMs < MINUTE_MS) return HIGH_RESOLUTION_STEP_MS;
  return evaluationPeriods * periodMs > DAY_MS ? HOUR_MS : MINUTE_MS;
}

/**
 * Milliseconds since the epoch: where the newest period ends that an alarm looks at. The window slides by the minute, or
 * by ten seconds, whatever the period: it ends with the newest one that is over.
 */
export function windowEnd({ periodMs }: Span, now: number): number {
  const step = periodMs < MINUTE_MS ? HIGH_RESOLUTION_STEP_MS : MINUTE_MS;
  return Math.floor(now / step) * step;
}

/** Milliseconds that an alarm looks back. */
export function rangeMs(
  { periodMs, evaluationPeriods }: Span,
  { evaluationRangeExtra }: Pick<CloudWatchOptions, 'evaluationRangeExtra'>,
): number {
  return (evaluationPeriods + evaluationRangeExtra) * periodMs;
}
