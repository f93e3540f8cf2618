import { join } from 'node:path';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type Construct } from 'constructs';
import { handlerOf, type Change } from '../change';
import { addFailingParameter } from '../failing-parameter';
import { serviceFunction } from '../service-function';

export interface BookingsStackProps extends StackProps {
  readonly change: Change;
}

export class BookingsStack extends Stack {
  constructor(scope: Construct, id: string, { change, ...props }: BookingsStackProps) {
    super(scope, id, props);
    const bookings = serviceFunction(this, 'BookingsFunction', {
      entry: join(__dirname, 'service', handlerOf(change)),
    });
    const alias = new lambda.Alias(this, 'Live', { aliasName: 'live', version: bookings.currentVersion });

    const api = new HttpApi(this, 'Api');
    const integration = new HttpLambdaIntegration('BookingsIntegration', alias);
    api.addRoutes({ path: '/bookings', methods: [HttpMethod.POST], integration });
    api.addRoutes({ path: '/rooms/{room}', methods: [HttpMethod.GET], integration });

    new codedeploy.LambdaDeploymentGroup(this, 'Releases', {
      alias,
      deploymentConfig: codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      alarms: [this.serverErrorsOf(api), this.functionErrorsOf(alias)],
    });
    if (change === 'fails-to-deploy') addFailingParameter(this, alias);
  }

  /** What customers see: the API counts an answer of 500 whether the handler threw or caught. */
  private serverErrorsOf(api: HttpApi): cloudwatch.Alarm {
    const metric = api.metricServerError({ period: Duration.minutes(1) });
    return new cloudwatch.Alarm(this, 'ServerErrors', { ...SETTINGS, metric });
  }

  /** What Lambda sees: only what the handler throws. */
  private functionErrorsOf(alias: lambda.Alias): cloudwatch.Alarm {
    const metric = alias.metricErrors({ period: Duration.minutes(1) });
    return new cloudwatch.Alarm(this, 'FunctionErrors', { ...SETTINGS, metric });
  }
}

const SETTINGS = {
  threshold: 1,
  evaluationPeriods: 1,
  treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
};
