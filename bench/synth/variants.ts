import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, Rate, TrafficPlan } from 'sluice';
import { ReleaseSubject } from '../../lib/constructs/release/release-subject';

/** As many as fit into a stack of 500 resources whichever way they are released. */
const FUNCTIONS = 20;

/** Puts a function under a gradual deployment. */
type Release = (stack: Stack, name: string, fn: lambda.Function) => void;

/**
 * What is compared: the same functions, each with an alias, a deployment group and the two alarms that a canary wants, on
 * the share of errors and on the 99th percentile. What is left is what a release has beside them.
 */
export const VARIANTS = {
  cdk: (): Release => {
    let application: codedeploy.LambdaApplication | undefined;
    return (stack, name, fn) => {
      const alias = new lambda.Alias(stack, `${name}Alias`, { aliasName: 'live', version: fn.currentVersion });
      const period = Duration.minutes(1);
      const alarm = (id: string, metric: cloudwatch.IMetric, threshold: number) =>
        new cloudwatch.Alarm(stack, `${name}${id}`, {
          metric,
          threshold,
          evaluationPeriods: 3,
          datapointsToAlarm: 2,
          treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
        });
      const errorRate = new cloudwatch.MathExpression({
        expression: 'IF(invocations > 0, errors * 100 / invocations, 0)',
        period,
        usingMetrics: { errors: alias.metricErrors({ period }), invocations: alias.metricInvocations({ period }) },
      });
      const latency = alias.metricDuration({ period, statistic: 'p99' });
      application ??= new codedeploy.LambdaApplication(stack, 'Application');
      new codedeploy.LambdaDeploymentGroup(stack, `${name}Group`, {
        application,
        alias,
        alarms: [alarm('ErrorRate', errorRate, 5), alarm('Latency', latency, 2400)],
        deploymentConfig: codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES,
      });
    };
  },
  sluice: (): Release => gated,
  /** The same, whose subjects are of nothing: what is left out is all that a subject takes at synth. */
  'without-subject': (): Release => {
    leaveOutSubjects();
    return gated;
  },
} satisfies Record<string, () => Release>;

/** The platform is an app of its own, deployed before. */
function gated(stack: Stack, name: string, fn: lambda.Function): void {
  new GatedRelease(stack, `${name}Release`, {
    function: fn,
    gates: [Gate.health()],
    traffic: TrafficPlan.canary({ percent: 10, interval: Duration.minutes(10) }),
    expectedTraffic: Rate.perDay(50_000),
  });
}

/** For the whole process, which synthesizes one variant alone. */
function leaveOutSubjects(): void {
  Object.defineProperty(ReleaseSubject.prototype, 'settledAt', { value: () => '0'.repeat(64) });
}

export type Variant = keyof typeof VARIANTS;

/** Seconds that it takes to build and synthesize an app of one stack with all the functions. */
export function synthSeconds(variant: Variant, directory: string): number {
  const source = join(directory, 'source');
  mkdirSync(source, { recursive: true });
  writeFileSync(join(source, 'index.js'), 'exports.handler = async () => ({ statusCode: 200 });');
  const app = new App({ outdir: join(directory, variant) });
  const release = VARIANTS[variant]();
  const startedAt = performance.now();
  const stack = new Stack(app, 'Service');
  for (let number = 1; number <= FUNCTIONS; number++) {
    const fn = new lambda.Function(stack, `Function${number}`, {
      code: lambda.Code.fromAsset(source),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
    });
    release(stack, `Function${number}`, fn);
  }
  app.synth();
  return (performance.now() - startedAt) / 1000;
}
