import {
  BatchGetDeploymentTargetsCommand,
  CodeDeployClient,
  ListDeploymentTargetsCommand,
  PutLifecycleEventHookExecutionStatusCommand,
} from '@aws-sdk/client-codedeploy';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

const codeDeploy = new CodeDeployClient({ maxAttempts: 3 });
const lambda = new LambdaClient({ maxAttempts: 3 });

interface HookEvent {
  readonly DeploymentId: string;
  readonly LifecycleEventHookExecutionId: string;
}

/** Before traffic: asks the new version for its health, and answers CodeDeploy whatever happens. */
export async function handler(event: HookEvent): Promise<void> {
  const { DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId } = event;
  const isHealthy = await targetIsHealthy(deploymentId).catch((error: unknown) => {
    console.error('The health check could not be made.', error);
    return false;
  });
  const status = isHealthy ? 'Succeeded' : 'Failed';
  await codeDeploy.send(
    new PutLifecycleEventHookExecutionStatusCommand({ deploymentId, lifecycleEventHookExecutionId, status }),
  );
}

async function targetIsHealthy(deploymentId: string): Promise<boolean> {
  const { targetIds } = await codeDeploy.send(new ListDeploymentTargetsCommand({ deploymentId }));
  const { deploymentTargets = [] } = await codeDeploy.send(
    new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds }),
  );
  const target = deploymentTargets[0]?.lambdaTarget?.lambdaFunctionInfo;
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({
      FunctionName: target?.functionName,
      Qualifier: target?.targetVersion,
      Payload: JSON.stringify({ routeKey: 'GET /health' }),
    }),
  );
  if (FunctionError !== undefined || !Payload) return false;
  const { statusCode } = JSON.parse(Buffer.from(Payload).toString('utf8')) as { readonly statusCode?: number };
  return statusCode === 200;
}
