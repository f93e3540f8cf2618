import { join } from 'node:path';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { type Construct } from 'constructs';
import { handlerOf, type Change } from '../change';
import { addFailingParameter } from '../failing-parameter';
import { serviceFunction } from '../service-function';

export interface ClaimsStackProps extends StackProps {
  readonly change: Change;
}

export class ClaimsStack extends Stack {
  constructor(scope: Construct, id: string, { change, ...props }: ClaimsStackProps) {
    super(scope, id, props);
    const assess = serviceFunction(this, 'Assess', { entry: join(__dirname, 'service', handlerOf(change)) });
    const alias = new lambda.CfnAlias(this, 'Live', {
      name: 'live',
      functionName: assess.functionName,
      functionVersion: assess.currentVersion.version,
    });
    this.release(alias, this.alarmOf(assess));
    this.addMachine(assess, alias);
    if (change === 'fails-to-deploy') addFailingParameter(this, alias);
  }

  private alarmOf(assess: lambda.Function): cloudwatch.CfnAlarm {
    return new cloudwatch.CfnAlarm(this, 'Errors', {
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      dimensions: [
        { name: 'FunctionName', value: assess.functionName },
        { name: 'Resource', value: `${assess.functionName}:live` },
      ],
      statistic: 'Sum',
      period: 60,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
    });
  }

  /** What the CDK's deployment group would write, by hand. */
  private release(alias: lambda.CfnAlias, alarm: cloudwatch.CfnAlarm): void {
    const role = new iam.Role(this, 'ReleaseRole', {
      assumedBy: new iam.ServicePrincipal('codedeploy.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSCodeDeployRoleForLambdaLimited')],
    });
    const application = new codedeploy.CfnApplication(this, 'Application', { computePlatform: 'Lambda' });
    const config = new codedeploy.CfnDeploymentConfig(this, 'FifthOfTheTraffic', {
      computePlatform: 'Lambda',
      trafficRoutingConfig: {
        type: 'TimeBasedLinear',
        timeBasedLinear: { linearPercentage: 20, linearInterval: 2 },
      },
    });
    const group = new codedeploy.CfnDeploymentGroup(this, 'Releases', {
      applicationName: application.ref,
      serviceRoleArn: role.roleArn,
      deploymentConfigName: config.ref,
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      alarmConfiguration: { enabled: true, alarms: [{ name: alarm.ref }] },
      autoRollbackConfiguration: {
        enabled: true,
        events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
      },
    });
    alias.cfnOptions.updatePolicy = {
      codeDeployLambdaAliasUpdate: { applicationName: application.ref, deploymentGroupName: group.ref },
    };
  }

  /** Small claims are assessed, large ones wait for a person. */
  private addMachine(assess: lambda.Function, alias: lambda.CfnAlias): void {
    const live = lambda.Alias.fromAliasAttributes(this, 'LiveAlias', {
      aliasName: alias.name,
      aliasVersion: assess.currentVersion,
    });
    const assessClaim = new tasks.LambdaInvoke(this, 'AssessClaim', {
      lambdaFunction: live,
      payloadResponseOnly: true,
      resultPath: '$.assessment',
      retryOnServiceExceptions: false,
    });
    assessClaim.addRetry({ errors: ['Busy'], interval: Duration.seconds(2), maxAttempts: 3, backoffRate: 2 });
    const decide = new sfn.Choice(this, 'IsItPaid')
      .when(sfn.Condition.booleanEquals('$.assessment.paid', true), new sfn.Succeed(this, 'Paid'))
      .otherwise(new sfn.Succeed(this, 'Declined'));
    const definition = new sfn.Choice(this, 'IsItSmall')
      .when(sfn.Condition.numberLessThanEquals('$.amount', 1000), assessClaim.next(decide))
      .otherwise(new sfn.Succeed(this, 'LeftToAPerson'));
    const machine = new sfn.StateMachine(this, 'Machine', {
      definitionBody: sfn.DefinitionBody.fromChainable(definition),
      timeout: Duration.minutes(5),
    });
    machine.node.addDependency(alias);
  }
}
