import { Duration, Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { firstReleaseFunctionName } from '../../domain/release/platform-names';
import { allow } from '../allow';
import { FailureDestination } from './failure-destination';
import { FirstReleaseAnswerer } from './first-release-answerer';
import { firstReleaseDefinition } from './first-release-definition';
import { addGateRunMachine } from './gate-run';
import { PlatformFunction } from './platform-function';
import { allowAskingStacks } from './stack-access';

export interface FirstReleaseRunProps {
  readonly platformName: string;
  readonly opener: lambda.IFunction;
  readonly asker: lambda.IFunction;
  readonly decider: lambda.IFunction;
  readonly ledger: dynamodb.TableV2;
  readonly outcomes: sns.Topic;
}

/**
 * What asks the gates before an alias is created: the function that CloudFormation calls for the custom resource of a
 * release, the gate run that it starts, what answers CloudFormation, and a last resort for all of them. The last resort
 * is the answerer's code as a function of its own, so that one of them can be out of order.
 */
export class FirstReleaseRun extends Construct {
  /** What CloudFormation calls. */
  readonly starter: lambda.Function;

  constructor(scope: Construct, id: string, props: FirstReleaseRunProps) {
    super(scope, id);
    const { platformName, opener, asker, decider, ledger, outcomes } = props;
    const answerer = new FirstReleaseAnswerer(this, 'Answerer', {
      platformName,
      description: 'Tells CloudFormation whether to create the alias of a release',
      opens: false,
      ledger,
      outcomes,
    }).function;
    const lastResort = new FirstReleaseAnswerer(this, 'LastResort', {
      platformName,
      description: 'Tells CloudFormation that a first release failed whose gates could not be judged',
      opens: true,
      ledger,
      outcomes,
    }).function;

    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') });
    const functions = [opener, asker, decider, answerer, lastResort].map((one) => one.functionArn);
    allow(role, { actions: ['lambda:InvokeFunction'], resources: functions });
    const definition = firstReleaseDefinition({
      partition: Stack.of(this).partition,
      openerArn: opener.functionArn,
      askerArn: asker.functionArn,
      deciderArn: decider.functionArn,
      answererArn: answerer.functionArn,
      lastResortArn: lastResort.functionArn,
    });
    const stateMachine = addGateRunMachine(this, {
      logName: `${platformName}-first-release`,
      definition,
      role,
      lastResort,
    });

    const starter = new PlatformFunction(this, 'Starter', {
      bundle: 'first-release-starter',
      // CloudFormation refuses a custom resource another function, so this one keeps its name, and with it its ARN.
      functionName: firstReleaseFunctionName(platformName),
      description: 'Starts the gate run that is asked before the alias of a release is created',
      timeout: Duration.minutes(1),
      retryAttempts: 0,
      // A request that is late is better answered than run: CloudFormation waits an hour.
      maxEventAge: Duration.minutes(5),
      onFailure: new FailureDestination(lastResort),
      environment: { FIRST_RELEASE_RUN_ARN: stateMachine.stateMachineArn },
    });
    allow(starter.role, { actions: ['states:StartExecution'], resources: [stateMachine.stateMachineArn] });
    allow(starter.role, { actions: ['lambda:InvokeFunction'], resources: [lastResort.functionArn] });
    allowAskingStacks(starter.role);
    this.starter = starter.function;
  }
}
