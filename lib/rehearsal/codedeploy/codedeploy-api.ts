import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import type { Place } from '../kernel/place';
import type { ServiceApi } from '../kernel/wire';
import type { CodeDeploy } from './codedeploy';
import type { Deployment } from './deployment';

const inputs = {
  GetDeployment: v.object({ deploymentId: v.string() }),
  ListDeploymentTargets: v.object({ deploymentId: v.string() }),
  BatchGetDeploymentTargets: v.object({ deploymentId: v.string(), targetIds: v.array(v.string()) }),
  PutLifecycleEventHookExecutionStatus: v.object({
    deploymentId: v.string(),
    lifecycleEventHookExecutionId: v.string(),
    status: v.string(),
  }),
};

/** CodeDeploy's API, as far as hooks and event handlers call it. */
export function codeDeployApi(codeDeploy: CodeDeploy, place: Place): ServiceApi {
  const operations: Readonly<Record<string, (input: unknown) => unknown>> = {
    GetDeployment: (input) => {
      const { deploymentId } = parse(inputs.GetDeployment, input);
      return { deploymentInfo: deploymentInfo(codeDeploy, codeDeploy.deployment(deploymentId)) };
    },
    ListDeploymentTargets: (input) => {
      const { deploymentId } = parse(inputs.ListDeploymentTargets, input);
      return { targetIds: [targetId(codeDeploy.deployment(deploymentId))] };
    },
    BatchGetDeploymentTargets: (input) => {
      const { deploymentId, targetIds } = parse(inputs.BatchGetDeploymentTargets, input);
      const deployment = codeDeploy.deployment(deploymentId);
      for (const id of targetIds) {
        if (id !== targetId(deployment)) {
          throw new ApiError(
            'DeploymentTargetDoesNotExistException',
            `The target ${id} does not belong to ${deploymentId}.`,
          );
        }
      }
      return { deploymentTargets: targetIds.map(() => deploymentTarget(deployment, place)) };
    },
    PutLifecycleEventHookExecutionStatus: (input) => {
      const answer = parse(inputs.PutLifecycleEventHookExecutionStatus, input);
      codeDeploy.deployment(answer.deploymentId);
      codeDeploy.hooks.put(answer.deploymentId, answer.lifecycleEventHookExecutionId, answer.status);
      return { lifecycleEventHookExecutionId: answer.lifecycleEventHookExecutionId };
    },
  };
  return (operation, input, caller) => {
    const answer = operations[operation];
    if (!answer) throw new NotEmulated(`codedeploy:${operation}`, `a call by ${caller.roleArn}`);
    return Promise.resolve().then(() => answer(input));
  };
}

function parse<S extends v.GenericSchema>(schema: S, input: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, input);
  if (!parsed.success) throw new ApiError('ValidationException', parsed.issues[0].message);
  return parsed.output;
}

function deploymentInfo(codeDeploy: CodeDeploy, deployment: Deployment) {
  const { request } = deployment;
  const group = codeDeploy.group(request.applicationName, request.deploymentGroupName);
  return {
    applicationName: request.applicationName,
    deploymentGroupName: request.deploymentGroupName,
    deploymentConfigName: deployment.configName,
    deploymentId: deployment.id,
    computePlatform: 'Lambda',
    creator: deployment.creator,
    status: deployment.status,
    deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    autoRollbackConfiguration: { enabled: group.rollbackOn.length > 0, events: group.rollbackOn },
    createTime: deployment.createTime / 1000,
    startTime: deployment.createTime / 1000,
    ...(deployment.completeTime === undefined ? {} : { completeTime: deployment.completeTime / 1000 }),
    ...(deployment.errorInformation ? { errorInformation: deployment.errorInformation } : {}),
    ...(rollbackInfo(deployment) ? { rollbackInfo: rollbackInfo(deployment) } : {}),
  };
}

function rollbackInfo({ id, rollbackDeploymentId: by, rollbackTriggeringDeploymentId: of }: Deployment) {
  if (by !== undefined) {
    const rollbackMessage = `Deployment ${id} terminated. Automatic rollback is triggered with a DeploymentId ${by}.`;
    return { rollbackDeploymentId: by, rollbackMessage };
  }
  if (of !== undefined) {
    const rollbackMessage = `Deployment ${id} is triggered to roll back deployment ${of}.`;
    return { rollbackTriggeringDeploymentId: of, rollbackMessage };
  }
  return undefined;
}

function targetId({ request }: Deployment): string {
  return `${request.functionName}:${request.aliasName}`;
}

function deploymentTarget(deployment: Deployment, place: Place) {
  const { request, status, lifecycle } = deployment;
  return {
    deploymentTargetType: 'LambdaTarget',
    lambdaTarget: {
      deploymentId: deployment.id,
      targetId: targetId(deployment),
      targetArn: place.arn('lambda', `function:${targetId(deployment)}`),
      status: status === 'Stopped' ? 'Failed' : status,
      lifecycleEvents: lifecycle.map((event) => ({
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
