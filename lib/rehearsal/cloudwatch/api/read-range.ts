import { MINUTE_MS } from '../metrics/resolution';
import { finestPeriodMs } from '../metrics/retention';
import { invalidValue } from './invalid-parameter';
import { validationError } from '../validation-error';

/** The periods that a call asks for. */
export interface ReadRange {
  readonly from: number;
  readonly periodMs: number;
  readonly periods: number;
  readonly until: number;
}

const HOUR_MS = 60 * MINUTE_MS;
const SHORT_PERIODS = [1, 5, 10, 20, 30];

/**
 * The periods from the start of a call to its end, which does not count. The start is rounded down to a full minute, or to
 * a full period where that is shorter; a start so long ago that minutes are not kept, to what is (CloudWatch API Reference,
 * GetMetricData, StartTime).
 *
 * @param now milliseconds since the epoch
 */
export function readRange(startTime: number, endTime: number, periodSeconds: number, now: number): ReadRange {
  if (startTime >= endTime) {
    throw validationError('The parameter StartTime must be less than the parameter EndTime.');
  }
  if (!SHORT_PERIODS.includes(periodSeconds) && (periodSeconds < 60 || periodSeconds % 60 !== 0)) {
    throw invalidValue(`Period must be 1, 5, 10, 20, 30 or a multiple of 60, got: ${periodSeconds}`);
  }
  const periodMs = periodSeconds * 1000;
  const kept = finestPeriodMs(now - startTime) ?? HOUR_MS;
  const step = Math.max(Math.min(periodMs, MINUTE_MS), kept > MINUTE_MS ? kept : 0);
  const from = Math.floor(startTime / step) * step;
  return { from, periodMs, periods: Math.ceil((endTime - from) / periodMs), until: endTime };
}
