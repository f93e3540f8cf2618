import { Duration, Lazy, Stack, type CfnResource } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { SettledVersion } from './settled-version';

export interface GreenAlarmsProps {
  readonly function: lambda.IFunction;
  readonly aliasName: string;
  readonly version: lambda.Version;
  /** Percent of green's invocations. */
  readonly maxErrorRatePercent: number;
  /** Green's 99th percentile. */
  readonly maxLatency: Duration;
}

/**
 * The alarms that CodeDeploy watches while traffic shifts: the backstop that needs no code of ours to be alive.
 *
 * They watch green alone (`ExecutedVersion`), as on the alias green's errors would drown in blue's calls. They are
 * new for each release, the version's hash being in their logical id: an alarm that was red for the last version
 * would stop the next, which may be the fix.
 */
export class GreenAlarms extends Construct {
  readonly errorRate: cloudwatch.Alarm;
  readonly latency: cloudwatch.Alarm;
  /** The same by their places in the release, as the ledger names who decided. */
  readonly byPlace: Readonly<Record<string, cloudwatch.Alarm>>;
  /** How many metrics they look at, by which alarms are charged. */
  readonly metricCount: number;

  constructor(scope: Construct, id: string, props: GreenAlarmsProps) {
    super(scope, id);
    const { functionName } = props.function;
    const version = SettledVersion.of(props.version);
    const metric = (metricName: string, statistic: string) =>
      new cloudwatch.Metric({
        namespace: 'AWS/Lambda',
        metricName,
        statistic,
        period: Duration.minutes(1),
        dimensionsMap: {
          FunctionName: functionName,
          Resource: `${functionName}:${props.aliasName}`,
          ExecutedVersion: version.number,
        },
      });
    const maxLatencyMs = props.maxLatency.toMilliseconds({ integral: false });
    const often = {
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      // Without calls there is no datapoint at all: that is no reason to roll back.
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    };
    this.errorRate = new cloudwatch.Alarm(this, 'ErrorRate', {
      ...often,
      alarmDescription: `More than ${props.maxErrorRatePercent} % of the new version's invocations fail`,
      threshold: props.maxErrorRatePercent,
      metric: new cloudwatch.MathExpression({
        expression: 'IF(invocations > 0, errors * 100 / invocations, 0)',
        label: 'Errors of the new version, percent',
        period: Duration.minutes(1),
        usingMetrics: { errors: metric('Errors', 'Sum'), invocations: metric('Invocations', 'Sum') },
      }),
    });
    this.latency = new cloudwatch.Alarm(this, 'Latency', {
      ...often,
      alarmDescription: `The new version's 99th percentile is above ${maxLatencyMs} ms`,
      threshold: maxLatencyMs,
      metric: metric('Duration', 'p99'),
      // Of few calls the 99th percentile is the slowest one; that alone is no reason to roll back.
      evaluateLowSampleCountPercentile: 'ignore',
    });
    this.byPlace = { 'error-rate': this.errorRate, latency: this.latency };
    const alarms = Object.values(this.byPlace);
    this.metricCount = alarms.reduce((sum, alarm) => sum + metricsOf(alarm), 0);
    for (const alarm of alarms) renewWith(alarm, version);
  }
}

/** How many metrics an alarm looks at: AWS charges for each ("Amazon CloudWatch pricing", alarms). */
function metricsOf(alarm: cloudwatch.Alarm): number {
  const { metrics } = alarm.node.defaultChild as cloudwatch.CfnAlarm;
  if (metrics === undefined) return 1;
  const queries = Stack.of(alarm).resolve(metrics) as readonly cloudwatch.CfnAlarm.MetricDataQueryProperty[];
  return queries.filter(({ metricStat }) => metricStat !== undefined).length;
}

function renewWith(alarm: cloudwatch.Alarm, version: SettledVersion): void {
  const resource = alarm.node.defaultChild as CfnResource;
  const ownId = Stack.of(alarm).getLogicalId(resource);
  resource.overrideLogicalId(
    Lazy.uncachedString({ produce: ({ preparing }) => (preparing ? ownId : `${ownId}${version.hash}`) }),
  );
}
