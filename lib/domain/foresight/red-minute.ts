import { poissonCounts } from '../statistics/poisson-counts';

/** One minute of green, as the error-rate alarm looks at it. */
export interface WatchedMinute {
  /** How many requests green gets on average. */
  readonly requests: number;
  /** The share of them that fails, 0 to 1. */
  readonly errorRate: number;
  /** The alarm's threshold, in percent of the requests. */
  readonly maxErrorRatePercent: number;
}

/**
 * The chance that more than the alarm's threshold of a minute's requests fail.
 *
 * Requests come each by itself and fail each by itself, so errors and answers are two independent Poisson counts. It is
 * added up over both, without a normal approximation: of a handful of requests one error is already a large share.
 */
export function chanceOfRedMinute({ requests, errorRate, maxErrorRatePercent }: WatchedMinute): number {
  const errors = poissonCounts(requests * errorRate);
  const answers = poissonCounts(requests * (1 - errorRate));
  let chance = 0;
  let answered = 0;
  let next = 0;
  errors.chances.forEach((ofErrors, index) => {
    const failed = errors.first + index;
    // The more fail, the more may be answered beside them, so both counts only ever go up.
    while (next < answers.chances.length && isAbove(failed, answers.first + next, maxErrorRatePercent)) {
      answered += answers.chances[next] ?? 0;
      next++;
    }
    chance += ofErrors * answered;
  });
  return Math.min(1, chance);
}

/** The alarm's own expression: `errors * 100 / invocations`, and 0 where there are none. */
function isAbove(failed: number, answered: number, maxErrorRatePercent: number): boolean {
  return failed > 0 && (failed * 100) / (failed + answered) > maxErrorRatePercent;
}
