import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledgeWildcards, allow } from '../allow';
import { stateMachineLogGroupName } from '../../domain/release/platform-names';
import { allowAnswering } from './deployment-access';
import { gateRunDefinition } from './gate-run-definition';

export interface GateRunProps {
  readonly platformName: string;
  readonly application: codedeploy.LambdaApplication;
  readonly opener: lambda.IFunction;
  readonly asker: lambda.IFunction;
  /** Asks the gates that compare the quality of answers. */
  readonly qualityAsker: lambda.IFunction;
  readonly decider: lambda.IFunction;
  readonly lastResort: lambda.IFunction;
}

/**
 * The state machine that asks the gates of a phase and answers CodeDeploy, and the rule that hears of its executions
 * that broke: some errors and the end of its time cannot be caught in a state machine itself.
 */
export class GateRun extends Construct {
  readonly stateMachine: sfn.StateMachine;

  constructor(scope: Construct, id: string, props: GateRunProps) {
    super(scope, id);
    const { application, opener, asker, qualityAsker, decider, lastResort } = props;
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') });
    const functions = [opener, asker, qualityAsker, decider, lastResort].map((one) => one.functionArn);
    allow(role, { actions: ['lambda:InvokeFunction'], resources: functions });
    allowAnswering(role, application);

    const definition = gateRunDefinition({
      partition: Stack.of(this).partition,
      openerArn: opener.functionArn,
      askerArn: asker.functionArn,
      qualityAskerArn: qualityAsker.functionArn,
      deciderArn: decider.functionArn,
      lastResortArn: lastResort.functionArn,
    });
    this.stateMachine = addGateRunMachine(this, {
      logName: `${props.platformName}-gate-run`,
      definition,
      role,
      lastResort,
    });
  }
}

export interface GateRunMachineProps {
  /** What its log group is called, after the platform. */
  readonly logName: string;
  readonly definition: object;
  readonly role: iam.Role;
  readonly lastResort: lambda.IFunction;
}

/** A state machine of gate runs in a construct of its own, and the rule by which the last resort hears of broken ones. */
export function addGateRunMachine(scope: Construct, props: GateRunMachineProps): sfn.StateMachine {
  const { logName, definition, role, lastResort } = props;
  const stateMachine = new sfn.StateMachine(scope, 'Machine', {
    stateMachineType: sfn.StateMachineType.STANDARD,
    definitionBody: sfn.DefinitionBody.fromString(Stack.of(scope).toJsonString(definition)),
    role,
    logs: {
      destination: new logs.LogGroup(scope, 'Logs', {
        logGroupName: stateMachineLogGroupName(logName),
        retention: logs.RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      level: sfn.LogLevel.ERROR,
      // An execution's input holds that by which a hook or CloudFormation is answered.
      includeExecutionData: false,
    },
  });
  acknowledgeWildcards(role, {
    actions: [],
    resources: ['*'],
    wildcardBecause:
      'IAM knows no resource for the delivery of logs (Service Authorization Reference, CloudWatch Logs).',
  });
  for (const [rule, reason] of Object.entries(WITHOUT)) {
    Validations.of(stateMachine).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });
  }
  new events.Rule(scope, 'Broke', {
    description: 'Every gate run that ended without an answer of its own',
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [stateMachine.stateMachineArn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    },
    targets: [new targets.LambdaFunction(lastResort)],
  });
  return stateMachine;
}

/** What cdk-nag would have a state machine do, and why this one does not. */
const WITHOUT = {
  SF1: 'Errors are logged, without execution data: executions carry that by which a hook or CloudFormation is answered, a secret that no log must hold. Their history is kept for 90 days, and the evidence in the ledger.',
  SF2: 'A gate run is a handful of steps whose times its history holds; there is nothing that a trace would add.',
} as const;
