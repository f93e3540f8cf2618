import { MINUTE_MS } from '../metrics/resolution';
import { invalidValue } from './invalid-parameter';
import { validationError } from '../validation-error';

/** The periods that a call asks for. */
export interface ReadRange {
  readonly from: number;
  readonly periodMs: number;
  readonly periods: number;
  readonly until: number;
}

const SHORT_PERIODS = [1, 5, 10, 20, 30];

/**
 * The periods from the start of a call to its end, which does not count. The start is rounded down to a full minute, or to
 * a full period where that is shorter (CloudWatch API Reference, GetMetricData, StartTime).
 */
export function readRange(startTime: number, endTime: number, periodSeconds: number): ReadRange {
  if (startTime >= endTime) {
    throw validationError('The parameter StartTime must be less than the parameter EndTime.');
  }
  if (!SHORT_PERIODS.includes(periodSeconds) && (periodSeconds < 60 || periodSeconds % 60 !== 0)) {
    throw invalidValue(`Period must be 1, 5, 10, 20, 30 or a multiple of 60, got: ${periodSeconds}`);
  }
  const periodMs = periodSeconds * 1000;
  const step = Math.min(periodMs, MINUTE_MS);
  const from = Math.floor(startTime / step) * step;
  return { from, periodMs, periods: Math.ceil((endTime - from) / periodMs), until: endTime };
}
