import type { CodeDeployPorts } from './codedeploy-ports';
import type { Deployment, LifecycleEventName } from './deployment';
import type { HookAnswers } from './hook-answers';
import type { Interruption } from './interruption';

/** CodeDeploy User Guide, "CodeDeploy quotas": an hour, which AWS does not let anyone change. */
const HOOK_TIMEOUT_MS = 3_600_000;

const HOOK_FAILURE: Interruption = {
  status: 'Failed',
  error: {
    code: 'HOOK_EXECUTION_FAILURE',
    message: 'The deployment failed because one or more of the lifecycle event validation functions failed.',
  },
};

/** One lifecycle event of a deployment and the function that validates it. */
export interface HookRun {
  readonly deployment: Deployment;
  readonly event: LifecycleEventName;
  /** A name or an ARN; undefined where the event has no hook. */
  readonly functionName: string | undefined;
  readonly roleArn: string;
  /** Aborted when the deployment is over before the hook has answered. */
  readonly signal: AbortSignal;
}

/**
 * Invokes a hook and waits for its answer, which anyone who knows the execution's id may give. How the invocation
 * itself ends says nothing: the function may have handed the work on.
 */
export async function runHook(
  { deployment, event, functionName, roleArn, signal }: HookRun,
  ports: CodeDeployPorts,
  hooks: HookAnswers,
): Promise<Interruption | undefined> {
  if (functionName === undefined) return undefined;
  const { simulation, options } = ports;
  const { executionId, answer } = hooks.open(deployment.id, event);
  signal.addEventListener('abort', () => {
    hooks.close(executionId);
  });
  const payload = { DeploymentId: deployment.id, LifecycleEventHookExecutionId: executionId };
  await ports.invokeHook(functionName, payload, roleArn, () => {
    if (options.hookErrorFails) hooks.giveUp(executionId);
  });
  let cancel: (() => void) | undefined;
  const timeout = new Promise<'none'>((resolve) => {
    cancel = simulation.at(simulation.now + HOOK_TIMEOUT_MS, () => {
      resolve('none');
    });
  });
  const answered = await Promise.race([answer, timeout]);
  cancel?.();
  hooks.close(executionId);
  if (answered === 'none') return { status: 'Failed', error: options.hookTimeoutError };
  return answered === 'Failed' ? HOOK_FAILURE : undefined;
}
