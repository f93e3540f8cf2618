import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type Construct } from 'constructs';
import { handlerOf, type Change } from '../change';
import { addFailingParameter } from '../failing-parameter';
import { serviceFunction } from '../service-function';

export interface OrdersStackProps extends StackProps {
  readonly change: Change;
}

export class OrdersStack extends Stack {
  constructor(scope: Construct, id: string, { change, ...props }: OrdersStackProps) {
    super(scope, id, props);
    const table = new dynamodb.Table(this, 'OrdersTable', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const orders = serviceFunction(this, 'OrdersFunction', {
      entry: join(__dirname, 'service', handlerOf(change)),
      environment: { TABLE: table.tableName },
    });
    table.grant(orders, 'dynamodb:GetItem', 'dynamodb:PutItem');
    const alias = new lambda.Alias(this, 'Live', { aliasName: 'live', version: orders.currentVersion });

    const group = new codedeploy.LambdaDeploymentGroup(this, 'Releases', {
      alias,
      deploymentConfig: codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      alarms: this.alarmsOf(alias),
      preHook: this.hookOf(orders),
    });
    // The hook may be invoked as soon as the alias changes, so CodeDeploy has to be allowed to by then.
    alias.node.addDependency(group.role);

    const api = new HttpApi(this, 'Api');
    const integration = new HttpLambdaIntegration('OrdersIntegration', alias);
    api.addRoutes({ path: '/orders/{id}', methods: [HttpMethod.GET, HttpMethod.PUT], integration });
    api.addRoutes({ path: '/health', methods: [HttpMethod.GET], integration });
    if (change === 'fails-to-deploy') addFailingParameter(this, alias);
  }

  private alarmsOf(alias: lambda.Alias): cloudwatch.Alarm[] {
    const period = Duration.minutes(1);
    const settings = { evaluationPeriods: 1, treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING };
    return [
      new cloudwatch.Alarm(this, 'Errors', { ...settings, metric: alias.metricErrors({ period }), threshold: 1 }),
      new cloudwatch.Alarm(this, 'SlowAnswers', {
        ...settings,
        metric: alias.metricDuration({ period, statistic: 'p99' }),
        threshold: 3000,
      }),
    ];
  }

  /** Asks the new version whether it is healthy before any customer reaches it. */
  private hookOf(orders: lambda.Function): lambda.Function {
    const hook = serviceFunction(this, 'HealthHook', {
      entry: join(__dirname, 'service', 'health-hook.ts'),
      // A failed attempt is answered for by its own error handling; Lambda's retries would only come too late.
      retryAttempts: 0,
    });
    orders.grantInvoke(hook);
    hook.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['codedeploy:ListDeploymentTargets', 'codedeploy:BatchGetDeploymentTargets'],
        resources: ['*'],
      }),
    );
    return hook;
  }
}
