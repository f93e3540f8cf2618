import { ApiError } from '../kernel/api-error';
import type { CodeDeployPorts } from './codedeploy-ports';
import { lifecycleEvent, type Deployment, type ErrorInformation, type LifecycleEventName } from './deployment';
import type { DeploymentGroup } from './deployment-group';
import type { HookAnswers } from './hook-answers';
import { shiftSteps } from './traffic-routing';

/** How a stage of a deployment came to its end before its time. */
export interface Interruption {
  readonly status: 'Failed' | 'Stopped';
  readonly error: ErrorInformation;
}

const HOOK_FAILURE: Interruption = {
  status: 'Failed',
  error: {
    code: 'HOOK_EXECUTION_FAILURE',
    message: 'The deployment failed because one or more of the lifecycle event validation functions failed.',
  },
};
const HOOK_TIMEOUT: Interruption = {
  status: 'Failed',
  error: {
    code: 'TIMEOUT',
    message:
      'The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback within one hour after a deployment hook is invoked.',
  },
};

/** Plays the lifecycle of deployments: hooks, the shift between them, and the alarms over all of it. */
export class Lifecycle {
  constructor(
    private readonly ports: CodeDeployPorts,
    private readonly hooks: HookAnswers,
  ) {}

  /** Plays the lifecycle. Alarms are looked at before anything else, and then for the whole deployment. */
  async play(deployment: Deployment, group: DeploymentGroup): Promise<Interruption | undefined> {
    const alreadyRed = this.lookAtAlarms(group);
    if (alreadyRed) return alreadyRed;
    const mismatch = await asRole(group, () => this.checkAlias(deployment, group));
    if (mismatch) return mismatch;
    let stopPolling: (() => void) | undefined;
    const stoppedByAlarm = new Promise<Interruption>((resolve) => {
      stopPolling = this.ports.simulation.every(this.ports.options.alarmPollMs, () => {
        const red = this.lookAtAlarms(group);
        if (red) resolve(red);
      });
    });
    const interrupted = new AbortController();
    const stages = this.playStages(deployment, group, interrupted.signal);
    const ended = await Promise.race([stages, stoppedByAlarm]);
    interrupted.abort();
    stopPolling?.();
    return ended;
  }

  private async playStages(
    deployment: Deployment,
    group: DeploymentGroup,
    signal: AbortSignal,
  ): Promise<Interruption | undefined> {
    const { beforeAllowTrafficHook, afterAllowTrafficHook } = deployment.request;
    const stage = (name: LifecycleEventName, body: () => Promise<Interruption | undefined>) =>
      this.stage(deployment, name, signal, () => asRole(group, body));
    const hook = (name: LifecycleEventName, hookName: string | undefined) =>
      stage(name, () => this.runHook(deployment, name, hookName, { group, signal }));
    return (
      (await hook('BeforeAllowTraffic', beforeAllowTrafficHook)) ??
      (await stage('AllowTraffic', () => this.shift(deployment, group, signal))) ??
      (await hook('AfterAllowTraffic', afterAllowTrafficHook))
    );
  }

  private async stage(
    deployment: Deployment,
    name: LifecycleEventName,
    signal: AbortSignal,
    body: () => Promise<Interruption | undefined>,
  ): Promise<Interruption | undefined> {
    if (isOver(signal)) return undefined;
    const event = lifecycleEvent(deployment, name);
    event.status = 'InProgress';
    event.startTime = this.ports.simulation.now;
    this.ports.observe(deployment, `${name} started`);
    const interruption = await body();
    if (isOver(signal)) return undefined;
    event.status = interruption ? 'Failed' : 'Succeeded';
    event.endTime = this.ports.simulation.now;
    this.ports.observe(deployment, `${name} ${interruption ? 'failed' : 'succeeded'}`);
    return interruption;
  }

  private async runHook(
    deployment: Deployment,
    event: LifecycleEventName,
    hook: string | undefined,
    { group, signal }: { readonly group: DeploymentGroup; readonly signal: AbortSignal },
  ): Promise<Interruption | undefined> {
    if (hook === undefined) return undefined;
    const { executionId, answer } = this.hooks.open(deployment.id, event);
    signal.addEventListener('abort', () => {
      this.hooks.close(executionId);
    });
    const payload = { DeploymentId: deployment.id, LifecycleEventHookExecutionId: executionId };
    this.ports.invokeHook(hook, payload, group.roleArn);
    const { simulation, options } = this.ports;
    let cancel: (() => void) | undefined;
    const timeout = new Promise<'none'>((resolve) => {
      cancel = simulation.at(simulation.now + options.hookTimeoutMs, () => {
        resolve('none');
      });
    });
    const answered = await Promise.race([answer, timeout]);
    cancel?.();
    this.hooks.close(executionId);
    if (answered === 'none') return HOOK_TIMEOUT;
    return answered === 'Failed' ? HOOK_FAILURE : undefined;
  }

  /** Moves the weights. The alias keeps its version until the last step; only then does the new one become primary. */
  private async shift(deployment: Deployment, { roleArn }: DeploymentGroup, signal: AbortSignal): Promise<undefined> {
    const { simulation } = this.ports;
    const { functionName, aliasName, currentVersion, targetVersion } = deployment.request;
    const startedAt = simulation.now;
    for (const { afterMs, weight } of shiftSteps(deployment.routing)) {
      await simulation.sleep(startedAt + afterMs - simulation.now);
      if (isOver(signal)) return undefined;
      const next =
        weight >= 1
          ? { version: targetVersion }
          : { version: currentVersion, additional: { version: targetVersion, weight } };
      this.ports.setAlias({ functionName, aliasName, ...next }, roleArn);
      deployment.targetVersionWeight = weight;
      this.ports.observe(deployment, `traffic ${Math.round(weight * 100)} % to version ${targetVersion}`);
    }
    return undefined;
  }

  private lookAtAlarms(group: DeploymentGroup): Interruption | undefined {
    if (!group.alarmsEnabled || group.alarms.length === 0) return undefined;
    const { red, unreadable } = this.ports.pollAlarms(group.alarms, group.roleArn);
    if (red.length > 0) {
      const message = `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: ${red.map((name) => `<${name}>`).join(' ')}`;
      return { status: 'Stopped', error: { code: 'ALARM_ACTIVE', message } };
    }
    if (unreadable.length > 0 && !group.ignorePollAlarmFailure) {
      const message = `The alarms could not be read: ${unreadable.join(', ')}.`;
      return { status: 'Stopped', error: { code: 'ALARM_ACTIVE', message } };
    }
    return undefined;
  }

  private checkAlias({ request }: Deployment, { roleArn }: DeploymentGroup): Promise<Interruption | undefined> {
    const version = this.ports.aliasVersion(request.functionName, request.aliasName, roleArn);
    if (version === request.currentVersion) return Promise.resolve(undefined);
    return Promise.resolve({
      status: 'Failed',
      error: {
        code: 'INVALID_LAMBDA_CONFIGURATION',
        message: 'The deployment failed because the alias version does not match the current version in AppSpec file.',
      },
    });
  }
}

/** Does something as the group's role. What the role may not do ends the deployment. */
export async function asRole(
  { roleArn }: DeploymentGroup,
  action: () => Promise<Interruption | undefined>,
): Promise<Interruption | undefined> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // CodeDeploy API Reference, ErrorInformation: IAM_ROLE_PERMISSIONS; the wording after it is ours.
    const message = `The IAM role ${roleArn} does not give you permission to perform operations in the following AWS service: AWSLambda. ${error.message}`;
    return { status: 'Failed', error: { code: 'IAM_ROLE_PERMISSIONS', message } };
  }
}

/** Whether the deployment was stopped meanwhile. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}
