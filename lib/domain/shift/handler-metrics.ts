import { aliasMetric, type WatchedAlias } from './lambda-metrics';
import type { Metric, MetricStatistic } from './metrics';

/** Where handlers publish that are wrapped in `releaseMetrics`. */
export const HANDLER_NAMESPACE = 'Sluice/Release';

/** `Failures`: a 0 or a 1 of each warm call. `Duration`: of each warm call. `ColdStarts`: a 1 of each other one. */
export type HandlerMetricName = 'Failures' | 'Duration' | 'ColdStarts';

/** What the handler of a version publishes of its calls by an alias. It names the dimensions that Lambda's own metrics have. */
export function handlerMetric(alias: WatchedAlias, name: HandlerMetricName, version: string): Metric {
  return { ...aliasMetric(alias, name, version), namespace: HANDLER_NAMESPACE };
}

/** The warm calls of a version, and those of them that failed. */
export function handlerFailures(
  alias: WatchedAlias,
  version: string,
): readonly [calls: MetricStatistic, failures: MetricStatistic] {
  const metric = handlerMetric(alias, 'Failures', version);
  return [
    { metric, statistic: 'SampleCount' },
    { metric, statistic: 'Sum' },
  ];
}

/** By what it is seen whether a version's handler publishes at all: its calls, warm and cold, and those that Lambda counts. */
export function handlerTraces(alias: WatchedAlias, version: string): readonly MetricStatistic[] {
  return [
    { metric: handlerMetric(alias, 'Failures', version), statistic: 'SampleCount' },
    { metric: handlerMetric(alias, 'ColdStarts', version), statistic: 'Sum' },
    { metric: aliasMetric(alias, 'Invocations', version), statistic: 'Sum' },
  ];
}
