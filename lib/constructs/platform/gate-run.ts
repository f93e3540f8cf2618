import { Stack } from 'aws-cdk-lib';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { allow } from '../allow';
import { allowAnswering } from './deployment-access';
import { gateRunDefinition } from './gate-run-definition';
import { addStateMachine, type StateMachineProps } from './state-machine';

export interface GateRunProps {
  readonly platformName: string;
  readonly application: codedeploy.LambdaApplication;
  readonly opener: lambda.IFunction;
  readonly asker: lambda.IFunction;
  /** Asks the gates that compare the quality of answers. */
  readonly qualityAsker: lambda.IFunction;
  readonly decider: lambda.IFunction;
  readonly lastResort: lambda.IFunction;
  /** Takes looks at shifts. */
  readonly watcher: lambda.IFunction;
  /** The state machine of watches. */
  readonly watchMachine: sfn.IStateMachine;
}

/**
 * The state machine that asks the gates of a phase and answers CodeDeploy, and the rule that hears of its executions
 * that broke: some errors and the end of its time cannot be caught in a state machine itself.
 */
export class GateRun extends Construct {
  readonly stateMachine: sfn.StateMachine;

  constructor(scope: Construct, id: string, props: GateRunProps) {
    super(scope, id);
    const { application, opener, asker, qualityAsker, decider, lastResort, watcher, watchMachine } = props;
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') });
    const functions = [opener, asker, qualityAsker, decider, lastResort, watcher].map((one) => one.functionArn);
    allow(role, { actions: ['lambda:InvokeFunction'], resources: functions });
    allowAnswering(role, application);
    allow(role, { actions: ['states:StartExecution'], resources: [watchMachine.stateMachineArn] });

    const definition = gateRunDefinition({
      partition: Stack.of(this).partition,
      openerArn: opener.functionArn,
      askerArn: asker.functionArn,
      qualityAskerArn: qualityAsker.functionArn,
      deciderArn: decider.functionArn,
      lastResortArn: lastResort.functionArn,
      watch: { watcherArn: watcher.functionArn, machineArn: watchMachine.stateMachineArn },
    });
    this.stateMachine = addGateRunMachine(this, {
      logName: `${props.platformName}-gate-run`,
      definition,
      role,
      lastResort,
    });
  }
}

export interface GateRunMachineProps extends StateMachineProps {
  readonly lastResort: lambda.IFunction;
}

/** A state machine of gate runs in a construct of its own, and the rule by which the last resort hears of broken ones. */
export function addGateRunMachine(scope: Construct, props: GateRunMachineProps): sfn.StateMachine {
  const { lastResort, ...machine } = props;
  const stateMachine = addStateMachine(scope, machine);
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
