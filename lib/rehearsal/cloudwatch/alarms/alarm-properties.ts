import * as v from 'valibot';
import { strings, templateBoolean as boolean, templateNumber as number } from '../../kernel/template-values';
import { COMPARISON_OPERATORS } from './comparison-operator';

const dimensions = v.array(v.strictObject({ Name: v.string(), Value: v.string() }));

const metricsEntry = v.strictObject({
  Id: v.string(),
  Expression: v.optional(v.string()),
  Label: v.optional(v.string()),
  ReturnData: v.optional(boolean),
  Period: v.optional(number),
  AccountId: v.optional(v.string()),
  MetricStat: v.optional(
    v.strictObject({
      Metric: v.strictObject({ Namespace: v.string(), MetricName: v.string(), Dimensions: v.optional(dimensions) }),
      Period: number,
      Stat: v.string(),
      Unit: v.optional(v.string()),
    }),
  ),
});

/** The properties of `AWS::CloudWatch::Alarm` that are emulated. */
export const alarmProperties = {
  AlarmName: v.optional(v.string()),
  AlarmDescription: v.optional(v.string()),
  ActionsEnabled: v.optional(boolean),
  AlarmActions: v.optional(strings),
  OKActions: v.optional(strings),
  InsufficientDataActions: v.optional(strings),
  MetricName: v.optional(v.string()),
  Namespace: v.optional(v.string()),
  Dimensions: v.optional(dimensions),
  Statistic: v.optional(v.string()),
  ExtendedStatistic: v.optional(v.string()),
  Period: v.optional(number),
  Unit: v.optional(v.string()),
  EvaluationPeriods: number,
  DatapointsToAlarm: v.optional(number),
  Threshold: number,
  ComparisonOperator: v.picklist(COMPARISON_OPERATORS),
  TreatMissingData: v.optional(v.picklist(['missing', 'ignore', 'breaching', 'notBreaching'])),
  EvaluateLowSampleCountPercentile: v.optional(v.picklist(['evaluate', 'ignore'])),
  Metrics: v.optional(v.array(metricsEntry)),
  Tags: v.optional(v.array(v.unknown())),
} satisfies v.ObjectEntries;

export type AlarmProperties = v.InferOutput<v.StrictObjectSchema<typeof alarmProperties, undefined>>;
export type MetricsEntry = v.InferOutput<typeof metricsEntry>;
export type Dimensions = v.InferOutput<typeof dimensions>;
