import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { HookPhase } from '../../domain/gate/phase';
import { hookFunctionName } from '../../domain/release/hook-function';
import { allow } from '../allow';
import { FailureDestination } from './failure-destination';
import { PlatformFunction } from './platform-function';

export interface TrafficHooksProps {
  readonly platformName: string;
  /** The state machine of gate runs. */
  readonly gateRunArn: string;
  /** Answers for a hook that could not start its gate run. */
  readonly lastResort: lambda.IFunction;
}

/**
 * The functions that CodeDeploy calls: one for each of its two hooks, of the same code and role, as the payload does
 * not say which hook it is. They start a gate run, which answers.
 */
export function addTrafficHooks(scope: Construct, props: TrafficHooksProps): readonly lambda.Function[] {
  const { platformName, gateRunArn, lastResort } = props;
  const role = new iam.Role(scope, 'HookRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  allow(role, { actions: ['states:StartExecution'], resources: [gateRunArn] });
  allow(role, { actions: ['lambda:InvokeFunction'], resources: [lastResort.functionArn] });
  const hook = (id: string, phase: HookPhase) =>
    new PlatformFunction(scope, id, {
      bundle: 'traffic-hook',
      functionName: hookFunctionName(platformName, phase),
      description: `Starts the gate run that asks the ${phase} gates of a release and answers CodeDeploy`,
      timeout: Duration.minutes(1),
      retryAttempts: 0,
      // CodeDeploy waits an hour for an answer: a hook that is late is better answered than run.
      maxEventAge: Duration.minutes(5),
      onFailure: new FailureDestination(lastResort),
      role,
      environment: { PHASE: phase, GATE_RUN_ARN: gateRunArn },
    }).function;
  return [hook('BeforeTrafficHook', 'before-traffic'), hook('AfterTrafficHook', 'after-traffic')];
}
