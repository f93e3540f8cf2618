import type { Series, Metric, MetricStatistic } from './metrics';
import { handlerFailures, handlerMetric } from './handler-metrics';
import { aliasMetric } from './lambda-metrics';
import type { ArmSeries } from './counted-minutes';
import { sourceOf, type ComparingGate, type Stream } from './streams';
import type { ShiftPlan } from './watch-plan';
import type { MeasureBasis } from './watch-state';

/** What is read of one version for a stream: its calls, and what counts against it. */
export type ArmStatistics = readonly [calls: MetricStatistic, against: MetricStatistic];

/**
 * What is read of one version for a stream of a gate. A call counts as slow that takes longer than what `basis` says; for
 * a literal rule the percentile itself is read.
 *
 * @returns undefined while nobody knows yet what is slow
 */
export function armStatistics(
  plan: ShiftPlan,
  stream: Stream,
  version: string,
  basis: MeasureBasis | undefined,
): ArmStatistics | undefined {
  const { watched, counts } = stream.gate;
  const byHandler = sourceOf(stream, basis) === 'handler';
  switch (watched.watches) {
    case 'errors':
      if (byHandler) return handlerFailures(plan, version);
      return [sum(aliasMetric(plan, 'Invocations', version)), sum(aliasMetric(plan, 'Errors', version))];
    case 'own-counts':
      if (!counts) return undefined;
      return [
        sum(ofVersion(counts.total, counts.versionDimension, version)),
        sum(ofVersion(counts.failures, counts.versionDimension, version)),
      ];
    case 'durations': {
      const metric = byHandler ? handlerMetric(plan, 'Duration', version) : aliasMetric(plan, 'Duration', version);
      const calls = { metric, statistic: 'SampleCount' };
      if (watched.rule) return [calls, { metric, statistic: `p${watched.percentile}` }];
      return basis?.slowAboveMs === undefined ? undefined : [calls, { metric, statistic: rankAt(basis.slowAboveMs) }];
    }
  }
}

/**
 * The share of values up to one, in percent (CloudWatch User Guide, "Percentile rank"). That GetMetricData takes it for
 * Lambda's durations is nowhere said, and nowhere denied.
 */
export function rankAt(ms: number): string {
  return `PR(:${ms})`;
}

/** The calls of a version, with those that count against it: for durations that took longer than what was ranked. */
export function armSeries(gate: ComparingGate, [calls, against]: readonly [Series, Series]): ArmSeries {
  if (gate.watched.watches !== 'durations') return { calls, errors: against };
  return {
    calls,
    errors: new Map([...calls].map(([minute, count]) => [minute, slowOf(count, against.get(minute))])),
  };
}

/** How many of some calls took longer than what was ranked; none is known where nothing was ranked. */
export function slowOf(calls: number, rank = 100): number {
  return Math.round((calls * (100 - rank)) / 100);
}

/** What a literal rule compares, by minute: percentiles as they are, shares in percent. */
export function ruleValues(gate: ComparingGate, [calls, against]: readonly [Series, Series]): Series {
  if (gate.watched.watches === 'durations') return against;
  return new Map(
    [...calls].flatMap(([minute, count]) => (count > 0 ? [[minute, (100 * (against.get(minute) ?? 0)) / count]] : [])),
  );
}

function sum(metric: Metric): MetricStatistic {
  return { metric, statistic: 'Sum' };
}

function ofVersion(metric: Metric, dimension: string, version: string): Metric {
  return { ...metric, dimensions: { ...metric.dimensions, [dimension]: version } };
}
