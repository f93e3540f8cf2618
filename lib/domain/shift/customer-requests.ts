import { handlerMetric } from './handler-metrics';
import { aliasMetric, type WatchedAlias } from './lambda-metrics';
import { MINUTE_MS, minuteOf, totalOf, type MetricStatistic, type MetricTime, type Series } from './metrics';

/** A release whose customers' requests are to be counted. Times are milliseconds since the epoch. */
export interface CountableRelease extends WatchedAlias {
  readonly blue: string;
  readonly green: string;
  readonly shiftedAt: number;
  readonly endedAt: number;
}

/** After so long, CloudWatch has nearly always all that Lambda counted. */
export const METRICS_SETTLE_MS = 3 * MINUTE_MS;

/** After so long nobody tries any more to read what could not be read. */
export const COUNTING_GIVEN_UP_MS = 24 * 60 * MINUTE_MS;

/** CloudWatch keeps values of a minute for 15 days (CloudWatch User Guide, "Metrics retention"). */
const LONGEST_MS = 14 * 24 * 60 * MINUTE_MS;

/** What is read to count what customers had of green, in the order in which `customerRequests` takes it. */
export function countedMetrics(release: CountableRelease): readonly MetricStatistic[] {
  const calls = (version?: string) => aliasMetric(release, 'Invocations', version);
  return [
    calls(release.green),
    aliasMetric(release, 'Errors', release.green),
    handlerMetric(release, 'Failures', release.green),
    calls(release.blue),
    calls(),
  ].map((metric) => ({ metric, statistic: 'Sum' }));
}

/** The minutes in which green may have served; undefined where they are more than CloudWatch keeps. */
export function countedTime({ shiftedAt, endedAt }: CountableRelease): MetricTime | undefined {
  if (endedAt - shiftedAt > LONGEST_MS) return undefined;
  return { from: minuteOf(shiftedAt), to: minuteOf(endedAt) + MINUTE_MS, periodSeconds: 60 };
}

/** Customers' requests to green. */
export interface CustomerRequests {
  readonly requests: number;
  readonly failed: number;
}

/**
 * What customers had of green. What failed is what Lambda counts as errors or what the handler itself said, whichever is
 * more: an HTTP handler that answers 500 has made no error by Lambda's count. Gates call green by its number and not by
 * the alias, so none of theirs is here.
 *
 * @returns undefined where the alias was called and it is not said which version answered: that is not none
 */
export function customerRequests(series: readonly Series[]): CustomerRequests | undefined {
  const [requests = 0, errors = 0, failures = 0, ofBlue = 0, ofAlias = 0] = series.map((one) => totalOf(one));
  if (requests === 0 && ofBlue === 0 && ofAlias > 0) return undefined;
  return { requests, failed: Math.min(requests, Math.max(errors, failures)) };
}
