import type { Place } from '../../kernel/place';
import type { CodeDeployOptions } from '../codedeploy-options';
import type { Deployment, LifecycleEvent } from '../deployment';
import { stateOf } from './describe-deployment';

/** A Lambda deployment has one target: the alias. */
export function targetId({ request }: Deployment): string {
  return `${request.functionName}:${request.aliasName}`;
}

/** The target of a deployment as `DeploymentTarget`. Times are seconds since the epoch. */
export function describeTarget(deployment: Deployment, place: Place, options: CodeDeployOptions) {
  const { request, status, lifecycle } = deployment;
  const events = lifecycle.filter((event) => options.eventsWithoutHookListed || isListed(deployment, event));
  return {
    deploymentTargetType: 'LambdaTarget',
    lambdaTarget: {
      deploymentId: deployment.id,
      targetId: targetId(deployment),
      targetArn: place.arn('lambda', `function:${targetId(deployment)}`),
      status: stateOf(status),
      lastUpdatedAt: lastUpdate(deployment) / 1000,
      lifecycleEvents: events.map((event) => ({
        lifecycleEventName: event.name,
        status: event.status,
        ...(event.startTime === undefined ? {} : { startTime: event.startTime / 1000 }),
        ...(event.endTime === undefined ? {} : { endTime: event.endTime / 1000 }),
      })),
      lambdaFunctionInfo: {
        functionName: request.functionName,
        functionAlias: request.aliasName,
        currentVersion: request.currentVersion,
        targetVersion: request.targetVersion,
        targetVersionWeight: deployment.targetVersionWeight,
      },
    },
  };
}

function isListed({ request }: Deployment, { name }: LifecycleEvent): boolean {
  switch (name) {
    case 'BeforeAllowTraffic':
      return request.beforeAllowTrafficHook !== undefined;
    case 'AllowTraffic':
      return true;
    case 'AfterAllowTraffic':
      return request.afterAllowTrafficHook !== undefined;
  }
}

function lastUpdate({ createTime, completeTime, lifecycle }: Deployment): number {
  const moments = lifecycle.flatMap(({ startTime = createTime, endTime = createTime }) => [startTime, endTime]);
  return completeTime ?? Math.max(createTime, ...moments);
}
