import { isSimpleStatistic, type SimpleStatistic } from '../metrics/statistic';
import { type AlarmTrigger } from './alarm';
import { type AlarmDefinition } from './alarm-definition';
import { type AlarmProperties, type Dimensions, type MetricsEntry } from './alarm-properties';

/** Simple statistics as messages to topics write them. */
const SHOUTED: Readonly<Record<SimpleStatistic, string>> = {
  SampleCount: 'SAMPLE_COUNT',
  Sum: 'SUM',
  Average: 'AVERAGE',
  Minimum: 'MINIMUM',
  Maximum: 'MAXIMUM',
};

/** What actions are told of a metric alarm. */
export function metricTrigger({ properties, periodMs, datapointsToAlarm }: AlarmDefinition): AlarmTrigger {
  const period = periodMs / 1000;
  return {
    message: {
      Trigger: {
        ...(properties.Metrics ? { Metrics: properties.Metrics.map(messageMetric) } : messageSingle(properties)),
        Period: period,
        EvaluationPeriods: properties.EvaluationPeriods,
        DatapointsToAlarm: datapointsToAlarm,
        ComparisonOperator: properties.ComparisonOperator,
        Threshold: properties.Threshold,
        TreatMissingData: properties.TreatMissingData ?? '',
        EvaluateLowSampleCountPercentile: properties.EvaluateLowSampleCountPercentile ?? '',
      },
    },
    event: { metrics: properties.Metrics?.map(eventMetric) ?? [eventSingle(properties, period)] },
  };
}

function messageSingle({
  MetricName,
  Namespace,
  Statistic,
  ExtendedStatistic,
  Unit,
  Dimensions: pairs,
}: AlarmProperties) {
  const statistic = Statistic ?? ExtendedStatistic ?? '';
  return {
    MetricName,
    Namespace,
    ...(isSimpleStatistic(statistic)
      ? { StatisticType: 'Statistic', Statistic: SHOUTED[statistic] }
      : { StatisticType: 'ExtendedStatistic', ExtendedStatistic: statistic }),
    Unit: Unit ?? null,
    Dimensions: messageDimensions(pairs),
  };
}

function messageMetric({ Id, Expression, Label, ReturnData = true, MetricStat }: MetricsEntry) {
  return {
    Id,
    ...(Expression === undefined ? {} : { Expression }),
    ...(Label === undefined ? {} : { Label }),
    ...(MetricStat && {
      MetricStat: {
        Metric: {
          Dimensions: messageDimensions(MetricStat.Metric.Dimensions),
          MetricName: MetricStat.Metric.MetricName,
          Namespace: MetricStat.Metric.Namespace,
        },
        Period: MetricStat.Period,
        Stat: MetricStat.Stat,
      },
    }),
    ReturnData,
  };
}

/** Messages to topics write the members of a dimension in small letters. */
function messageDimensions(dimensions: Dimensions = []) {
  return dimensions.map(({ Name, Value }) => ({ value: Value, name: Name }));
}

/** AWS makes up a UUID as the id of a single metric; nothing can depend on it. */
function eventSingle(properties: AlarmProperties, period: number) {
  const { MetricName: name, Namespace: namespace, Statistic, ExtendedStatistic, Dimensions: pairs } = properties;
  const metric = { namespace, name, dimensions: eventDimensions(pairs) };
  return { id: 'm1', metricStat: { metric, period, stat: Statistic ?? ExtendedStatistic }, returnData: true };
}

function eventMetric({ Id, Expression, Label, ReturnData = true, MetricStat }: MetricsEntry) {
  const metric = MetricStat?.Metric;
  return {
    id: Id,
    ...(Expression === undefined ? {} : { expression: Expression }),
    ...(Label === undefined ? {} : { label: Label }),
    ...(MetricStat && {
      metricStat: {
        metric: {
          namespace: metric?.Namespace,
          name: metric?.MetricName,
          dimensions: eventDimensions(metric?.Dimensions),
        },
        period: MetricStat.Period,
        stat: MetricStat.Stat,
      },
    }),
    returnData: ReturnData,
  };
}

function eventDimensions(dimensions: Dimensions = []) {
  return Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value]));
}
