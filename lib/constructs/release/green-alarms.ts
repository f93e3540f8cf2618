import { Duration, Lazy, Stack, type CfnResource } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { METRIC_NAMESPACE, REGRESSION_METRIC } from '../../domain/release/platform-names';
import { soundProps, type PropTable } from '../sound-props';
import { SettledVersion } from './settled-version';

/**
 * Green's share of failed calls above twice blue's, in percentage points: blue's calls are the alias's without green's. Twice,
 * since in an incident of both green's few calls in a minute fail now more often and now less often than blue's many. Where
 * the alias's metrics come later than green's, blue is taken to fail never.
 */
const ERROR_INCREASE =
  'IF(invocations > 0, errors * 100 / invocations, 0) - IF(allInvocations > invocations AND allErrors > errors, (allErrors - errors) * 200 / (allInvocations - invocations), 0)';

export interface GreenAlarmsProps {
  readonly function: lambda.IFunction;
  readonly aliasName: string;
  readonly version: lambda.Version;
  /** How many percentage points more of green's invocations may fail than twice blue's share. */
  readonly maxErrorIncreasePoints: number;
  /** Green's 99th percentile. */
  readonly maxLatency: Duration;
  /**
   * Whether gates are asked while traffic shifts, by whose watch the release is stopped.
   *
   * @default false
   */
  readonly isWatched?: boolean;
}

/**
 * The alarms that CodeDeploy watches while traffic shifts: the backstop that needs no code of ours to be alive.
 *
 * They watch green (`ExecutedVersion`), as on the alias green's errors would drown in blue's calls. What fails of green's
 * calls is held against what fails of blue's, which is the rest of the alias's, so that an incident of both stops no
 * release; once blue has no calls any more, against nothing. They are new for each release, the version's hash being in their logical id: an alarm that was red for the last version
 * would stop the next, which may be the fix.
 */
export class GreenAlarms extends Construct {
  readonly errorRate: cloudwatch.Alarm;
  readonly latency: cloudwatch.Alarm;
  /** Red once the watch says that the new version is worse; undefined where nothing is watched. */
  readonly regression?: cloudwatch.Alarm;
  /** The same by their places in the release, as the ledger names who decided. */
  readonly byPlace: Readonly<Record<string, cloudwatch.Alarm>>;
  /** How many metrics they look at, by which alarms are charged. */
  readonly metricCount: number;

  constructor(scope: Construct, id: string, props: GreenAlarmsProps) {
    super(scope, id);
    const { problems } = soundProps(props, GREEN_PROPS, 'nearly-known');
    if (problems.length > 0) throw new Error(`[${this.node.path}] ${problems.join('; ')}`);
    const { functionName } = props.function;
    const version = SettledVersion.of(props.version);
    const ofAlias = { FunctionName: functionName, Resource: `${functionName}:${props.aliasName}` };
    const ofGreen = { ...ofAlias, ExecutedVersion: version.number };
    const metric = (metricName: string, statistic: string, dimensionsMap: cloudwatch.DimensionsMap = ofGreen) =>
      new cloudwatch.Metric({
        ...{ namespace: 'AWS/Lambda', metricName, statistic, dimensionsMap },
        period: Duration.minutes(1),
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
      alarmDescription: `Of the new version's invocations ${props.maxErrorIncreasePoints} percentage points more fail than twice the old one's share`,
      threshold: props.maxErrorIncreasePoints,
      metric: new cloudwatch.MathExpression({
        expression: ERROR_INCREASE,
        label: 'Errors of the new version above twice those of the old one, percentage points',
        period: Duration.minutes(1),
        usingMetrics: {
          errors: metric('Errors', 'Sum'),
          invocations: metric('Invocations', 'Sum'),
          allErrors: metric('Errors', 'Sum', ofAlias),
          allInvocations: metric('Invocations', 'Sum', ofAlias),
        },
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
    if (props.isWatched) {
      this.regression = addRegressionAlarm(this, ofGreen);
    }
    this.byPlace = {
      'error-rate': this.errorRate,
      latency: this.latency,
      ...(this.regression ? { regression: this.regression } : {}),
    };
    const alarms = Object.values(this.byPlace);
    this.metricCount = alarms.reduce((sum, alarm) => sum + metricsOf(alarm), 0);
    for (const alarm of alarms) renewWith(alarm, version);
  }
}

const GREEN_PROPS = {
  function: 'function!',
  aliasName: 'any!',
  version: 'version!',
  maxErrorIncreasePoints: 'any!',
  maxLatency: 'duration!',
  isWatched: 'flag',
} as const satisfies PropTable<GreenAlarmsProps>;

/**
 * The alarm of the release that its watch makes red. Nobody publishes its metric until then, and what is not published
 * changes nothing: a state that was set stays, as far as CloudWatch lets it.
 */
function addRegressionAlarm(scope: Construct, dimensionsMap: cloudwatch.DimensionsMap): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, 'Regression', {
    alarmDescription: 'The watch of the release found that the new version is worse than the old one',
    metric: new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName: REGRESSION_METRIC,
      statistic: 'Maximum',
      period: Duration.minutes(1),
      dimensionsMap,
    }),
    threshold: 1,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.IGNORE,
  });
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
