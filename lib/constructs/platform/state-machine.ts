import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { stateMachineLogGroupName } from '../../domain/release/platform-names';
import { acknowledgeWildcards } from '../allow';

export interface StateMachineProps {
  /** What its log group is called, after the platform. */
  readonly logName: string;
  readonly definition: object;
  readonly role: iam.Role;
}

/** A state machine of the platform, in a construct of its own, with its logs. */
export function addStateMachine(scope: Construct, { logName, definition, role }: StateMachineProps): sfn.StateMachine {
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
  return stateMachine;
}

/** What cdk-nag would have a state machine do, and why this one does not. */
const WITHOUT = {
  SF1: 'Errors are logged, without execution data: executions carry that by which a hook or CloudFormation is answered, a secret that no log must hold. Their history is kept for 90 days, and the evidence in the ledger.',
  SF2: 'A gate run is a handful of steps whose times its history holds; there is nothing that a trace would add.',
} as const;
