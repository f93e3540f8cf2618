import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Construct } from 'constructs';
import { handlerOf, type Change } from '../change';
import { addFailingParameter } from '../failing-parameter';
import { serviceFunction } from '../service-function';

export interface InvoicesStackProps extends StackProps {
  readonly change: Change;
}

export class InvoicesStack extends Stack {
  constructor(scope: Construct, id: string, { change, ...props }: InvoicesStackProps) {
    super(scope, id, props);
    const failed = new sqs.Queue(this, 'FailedInvoices', { enforceSSL: true });
    const queue = new sqs.Queue(this, 'InvoiceQueue', {
      enforceSSL: true,
      // Six times the function's timeout, so that no message is seen twice while it is worked on.
      visibilityTimeout: Duration.seconds(60),
      deadLetterQueue: { queue: failed, maxReceiveCount: 3 },
    });
    const totals = new dynamodb.Table(this, 'Totals', {
      partitionKey: { name: 'customer', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const worker = serviceFunction(this, 'Worker', {
      entry: join(__dirname, 'service', handlerOf(change)),
      environment: { TABLE: totals.tableName },
    });
    totals.grant(worker, 'dynamodb:UpdateItem');

    // The queue feeds the alias, never the function itself: only so does a canary see a share of the messages.
    const alias = new lambda.Alias(this, 'Live', { aliasName: 'live', version: worker.currentVersion });
    alias.addEventSource(new SqsEventSource(queue, { batchSize: 5 }));

    const errors = new cloudwatch.Alarm(this, 'Errors', {
      metric: alias.metricErrors({ period: Duration.minutes(1) }),
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    new codedeploy.LambdaDeploymentGroup(this, 'Releases', {
      alias,
      deploymentConfig: codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      alarms: [errors],
    });
    if (change === 'fails-to-deploy') addFailingParameter(this, alias);
  }
}
