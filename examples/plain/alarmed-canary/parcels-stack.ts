import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type Construct } from 'constructs';
import { type Change } from '../change';
import { addFailingParameter } from '../failing-parameter';
import { parcelsFunction } from './parcels-function';

export interface ParcelsSettings {
  /**
   * Above this share of failing invocations of the new version, in percent, in two of three minutes, CodeDeploy rolls back.
   *
   * @default 5
   */
  readonly maxErrorRatePercent?: number;
  /**
   * Settles the version, so that several releases of the same code can follow each other.
   *
   * @default - the code and the settings do
   */
  readonly release?: number;
}

export interface ParcelsStackProps extends StackProps, ParcelsSettings {
  readonly change: Change;
}

export class ParcelsStack extends Stack {
  constructor(scope: Construct, id: string, { change, maxErrorRatePercent = 5, release, ...props }: ParcelsStackProps) {
    super(scope, id, props);
    const parcels = parcelsFunction(this, change, release);
    const alias = new lambda.Alias(this, 'Live', { aliasName: 'live', version: parcels.currentVersion });

    new codedeploy.LambdaDeploymentGroup(this, 'Releases', {
      alias,
      deploymentConfig: codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES,
      alarms: [this.errorRateOf(alias, maxErrorRatePercent)],
    });
    if (change === 'fails-to-deploy') addFailingParameter(this, alias);
  }

  /**
   * The alarm that AWS recommends for a function's errors: a share, so that it means the same at any traffic, in two of
   * three minutes (aws/agent-toolkit-for-aws: skills/core-skills/aws-observability/assets/cloudwatch/alarm-template.ts).
   * It watches the new version alone, as the AWS SAM page "Deploying serverless applications gradually" has it.
   */
  private errorRateOf(alias: lambda.Alias, maxErrorRatePercent: number): cloudwatch.Alarm {
    const period = Duration.minutes(1);
    const ofNewVersion = (metricName: string) =>
      new cloudwatch.Metric({
        namespace: 'AWS/Lambda',
        metricName,
        statistic: 'Sum',
        period,
        dimensionsMap: {
          FunctionName: alias.lambda.functionName,
          Resource: `${alias.lambda.functionName}:${alias.aliasName}`,
          ExecutedVersion: alias.version.version,
        },
      });
    return new cloudwatch.Alarm(this, 'ErrorRate', {
      metric: new cloudwatch.MathExpression({
        expression: 'IF(invocations > 0, errors * 100 / invocations, 0)',
        usingMetrics: { errors: ofNewVersion('Errors'), invocations: ofNewVersion('Invocations') },
        period,
      }),
      threshold: maxErrorRatePercent,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }
}
