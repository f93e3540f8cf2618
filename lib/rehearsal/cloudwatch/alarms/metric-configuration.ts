import { type AlarmDefinition } from './alarm-definition';

/** The members of `DescribeAlarms` that only metric alarms have. */
export function metricConfiguration({
  properties,
  datapointsToAlarm,
}: AlarmDefinition): Readonly<Record<string, unknown>> {
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Period, Unit, Metrics } = properties;
  const { TreatMissingData, EvaluateLowSampleCountPercentile, DatapointsToAlarm } = properties;
  return {
    MetricName,
    Namespace,
    Statistic,
    ExtendedStatistic,
    Dimensions: properties.Dimensions ?? [],
    Period,
    Unit,
    EvaluationPeriods: properties.EvaluationPeriods,
    ...(DatapointsToAlarm === undefined ? {} : { DatapointsToAlarm: datapointsToAlarm }),
    Threshold: properties.Threshold,
    ComparisonOperator: properties.ComparisonOperator,
    TreatMissingData,
    EvaluateLowSampleCountPercentile,
    Metrics,
  };
}
