import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { allow } from '../allow';
import { addStateMachine } from './state-machine';
import { shiftWatchDefinition } from './shift-watch-definition';

export interface ShiftWatchProps {
  readonly platformName: string;
  readonly watcher: lambda.IFunction;
}

/** The state machine that watches shifts: one execution for each, which ends with it. Between releases nothing runs. */
export class ShiftWatch extends Construct {
  readonly stateMachine: sfn.StateMachine;

  constructor(scope: Construct, id: string, { platformName, watcher }: ShiftWatchProps) {
    super(scope, id);
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') });
    allow(role, { actions: ['lambda:InvokeFunction'], resources: [watcher.functionArn] });
    this.stateMachine = addStateMachine(this, {
      logName: `${platformName}-shift-watch`,
      definition: shiftWatchDefinition({ partition: Stack.of(this).partition, watcherArn: watcher.functionArn }),
      role,
    });
  }
}
