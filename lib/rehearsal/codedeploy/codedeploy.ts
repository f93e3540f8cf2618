import { ApiError } from '../kernel/api-error';
import type { Place } from '../kernel/place';
import type { Randomness } from '../kernel/randomness';
import type { Simulation } from '../kernel/simulation';
import {
  LIFECYCLE_EVENTS,
  lifecycleEvent,
  type Deployment,
  type DeploymentRequest,
  type ErrorInformation,
  type LifecycleEventName,
} from './deployment';
import type { DeploymentGroup, RollbackEvent } from './deployment-group';
import { HookAnswers } from './hook-answers';
import { BUILT_IN_CONFIGURATIONS, shiftSteps, type TrafficRouting } from './traffic-routing';

export interface CodeDeployOptions {
  /** How often a deployment looks at its alarms. The true interval is not published; 10 to 30 s were observed. */
  readonly alarmPollMs: number;
  /** How long a hook may take to answer: an hour, which AWS does not let anyone change. */
  readonly hookTimeoutMs: number;
  /** From the end of a deployment to the start of its rollback. */
  readonly rollbackDelayMs: number;
  /** How long a rollback takes. */
  readonly rollbackDurationMs: number;
}

export const CODEDEPLOY_DEFAULTS: CodeDeployOptions = {
  alarmPollMs: 15_000,
  hookTimeoutMs: 3_600_000,
  rollbackDelayMs: 1_000,
  rollbackDurationMs: 2_000,
};

export interface CodeDeployPorts {
  readonly simulation: Simulation;
  readonly place: Place;
  readonly randomness: Randomness;
  readonly options: CodeDeployOptions;
  /** The version an alias points to, or undefined where there is no such alias. */
  aliasVersion(functionName: string, aliasName: string): string | undefined;
  /** Sets an alias: its version and, during a shift, the share of a second one. */
  setAlias(
    functionName: string,
    aliasName: string,
    version: string,
    additional?: { readonly version: string; readonly weight: number },
  ): void;
  /** Invokes a hook function asynchronously. */
  invokeHook(functionName: string, event: unknown): void;
  /** Which of these alarms are red, and which cannot be read. */
  pollAlarms(names: readonly string[]): { readonly red: readonly string[]; readonly unreadable: readonly string[] };
  /** Puts an event on the default bus. */
  emit(event: {
    readonly source: string;
    readonly detailType: string;
    readonly resources: readonly string[];
    readonly detail: Readonly<Record<string, unknown>>;
  }): void;
  /** Tells whoever writes the timeline. */
  observe(deployment: Deployment, what: string): void;
}

/** How a stage of a deployment came to its end before its time. */
interface Interruption {
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

/** Whether the deployment was stopped meanwhile. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** CodeDeploy on the Lambda compute platform: one alias shifted per deployment, hooks around it, alarms over all of it. */
export class CodeDeploy {
  readonly applications = new Set<string>();
  readonly groups = new Map<string, DeploymentGroup>();
  readonly configurations = new Map<string, TrafficRouting>(BUILT_IN_CONFIGURATIONS);
  readonly hooks: HookAnswers;
  private readonly deployments = new Map<string, Deployment>();
  private readonly running = new Set<string>();

  constructor(private readonly ports: CodeDeployPorts) {
    this.hooks = new HookAnswers(ports.randomness);
  }

  all(): readonly Deployment[] {
    return [...this.deployments.values()];
  }

  deployment(id: string): Deployment {
    const found = this.deployments.get(id);
    if (!found) throw new ApiError('DeploymentDoesNotExistException', `The deployment ${id} could not be found.`);
    return found;
  }

  group(applicationName: string, name: string): DeploymentGroup {
    const found = this.groups.get(`${applicationName}/${name}`);
    if (!found) {
      throw new ApiError('DeploymentGroupDoesNotExistException', `No Deployment Group found for name: ${name}`);
    }
    return found;
  }

  /** Starts a deployment; the promise resolves when it and the rollback it may cause have ended. */
  deploy(request: DeploymentRequest): { readonly deployment: Deployment; readonly finished: Promise<Deployment> } {
    const group = this.group(request.applicationName, request.deploymentGroupName);
    const key = `${group.applicationName}/${group.name}`;
    if (this.running.has(key)) {
      throw new ApiError('DeploymentLimitExceededException', `A deployment of ${key} is already in progress.`);
    }
    this.running.add(key);
    const deployment = this.open(request, group, 'user');
    const finished = new Promise<Deployment>((resolve) => {
      this.ports.simulation.spawn(async () => {
        const interruption = await this.play(deployment, group);
        await this.end(deployment, group, interruption);
        this.running.delete(key);
        resolve(deployment);
      });
    });
    return { deployment, finished };
  }

  private open(request: DeploymentRequest, group: DeploymentGroup, creator: Deployment['creator']): Deployment {
    const configName = creator === 'user' ? group.configName : 'CodeDeployDefault.LambdaAllAtOnce';
    const routing = this.configurations.get(configName);
    if (!routing) {
      throw new ApiError('DeploymentConfigDoesNotExistException', `No Deployment Config found for name: ${configName}`);
    }
    const deployment: Deployment = {
      id: `d-${this.ports.randomness.identifier(`deployment ${this.deployments.size + 1}`, 9)}`,
      request,
      creator,
      routing,
      configName,
      alarms: group.alarms,
      createTime: this.ports.simulation.now,
      lifecycle: LIFECYCLE_EVENTS.map((name) => ({ name, status: 'Pending' })),
      status: 'InProgress',
      targetVersionWeight: 0,
    };
    this.deployments.set(deployment.id, deployment);
    this.emit(deployment, 'START');
    return deployment;
  }

  /** Plays the lifecycle. Alarms are looked at before anything else, and then for the whole deployment. */
  private async play(deployment: Deployment, group: DeploymentGroup): Promise<Interruption | undefined> {
    const alreadyRed = this.lookAtAlarms(group);
    if (alreadyRed) return alreadyRed;
    const mismatch = this.checkAlias(deployment);
    if (mismatch) return mismatch;
    let stopPolling: (() => void) | undefined;
    const stoppedByAlarm = new Promise<Interruption>((resolve) => {
      stopPolling = this.ports.simulation.every(this.ports.options.alarmPollMs, () => {
        const red = this.lookAtAlarms(group);
        if (red) resolve(red);
      });
    });
    const interrupted = new AbortController();
    const stages = this.playStages(deployment, interrupted.signal);
    const ended = await Promise.race([stages, stoppedByAlarm]);
    interrupted.abort();
    stopPolling?.();
    return ended;
  }

  private async playStages(deployment: Deployment, signal: AbortSignal): Promise<Interruption | undefined> {
    const { beforeAllowTrafficHook, afterAllowTrafficHook } = deployment.request;
    return (
      (await this.stage(deployment, 'BeforeAllowTraffic', signal, () =>
        this.runHook(deployment, 'BeforeAllowTraffic', beforeAllowTrafficHook),
      )) ??
      (await this.stage(deployment, 'AllowTraffic', signal, () => this.shift(deployment, signal))) ??
      (await this.stage(deployment, 'AfterAllowTraffic', signal, () =>
        this.runHook(deployment, 'AfterAllowTraffic', afterAllowTrafficHook),
      ))
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
  ): Promise<Interruption | undefined> {
    if (hook === undefined) return undefined;
    const { executionId, answer } = this.hooks.open(deployment.id, event);
    this.ports.invokeHook(hook, { DeploymentId: deployment.id, LifecycleEventHookExecutionId: executionId });
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
  private async shift(deployment: Deployment, signal: AbortSignal): Promise<undefined> {
    const { simulation } = this.ports;
    const { functionName, aliasName, currentVersion, targetVersion } = deployment.request;
    const startedAt = simulation.now;
    for (const { afterMs, weight } of shiftSteps(deployment.routing)) {
      await simulation.sleep(startedAt + afterMs - simulation.now);
      if (isOver(signal)) return undefined;
      if (weight >= 1) this.ports.setAlias(functionName, aliasName, targetVersion);
      else this.ports.setAlias(functionName, aliasName, currentVersion, { version: targetVersion, weight });
      deployment.targetVersionWeight = weight;
      this.ports.observe(deployment, `traffic ${Math.round(weight * 100)} % to version ${targetVersion}`);
    }
    return undefined;
  }

  private lookAtAlarms(group: DeploymentGroup): Interruption | undefined {
    if (!group.alarmsEnabled || group.alarms.length === 0) return undefined;
    const { red, unreadable } = this.ports.pollAlarms(group.alarms);
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

  private checkAlias({ request }: Deployment): Interruption | undefined {
    const version = this.ports.aliasVersion(request.functionName, request.aliasName);
    if (version === request.currentVersion) return undefined;
    return {
      status: 'Failed',
      error: {
        code: 'INVALID_LAMBDA_CONFIGURATION',
        message: 'The deployment failed because the alias version does not match the current version in AppSpec file.',
      },
    };
  }

  private async end(deployment: Deployment, group: DeploymentGroup, interruption?: Interruption): Promise<void> {
    deployment.completeTime = this.ports.simulation.now;
    if (!interruption) {
      deployment.status = 'Succeeded';
      this.ports.observe(deployment, 'deployment succeeded');
      this.emit(deployment, 'SUCCESS');
      return;
    }
    for (const event of deployment.lifecycle) {
      if (event.status === 'InProgress') event.status = 'Failed';
      else if (event.status === 'Pending') event.status = 'Skipped';
    }
    deployment.status = interruption.status;
    deployment.errorInformation = interruption.error;
    this.ports.observe(deployment, `deployment ${interruption.status.toLowerCase()}: ${interruption.error.code}`);
    const trigger: RollbackEvent =
      interruption.status === 'Stopped' ? 'DEPLOYMENT_STOP_ON_ALARM' : 'DEPLOYMENT_FAILURE';
    this.emit(deployment, interruption.status === 'Stopped' ? 'STOP' : 'FAILURE');
    if (group.rollbackOn.includes(trigger)) await this.rollBack(deployment, group);
  }

  /** A rollback is a deployment of its own: no hooks, no alarms, one step. */
  private async rollBack(failed: Deployment, group: DeploymentGroup): Promise<void> {
    const { simulation, options } = this.ports;
    await simulation.sleep(options.rollbackDelayMs);
    const { functionName, aliasName, currentVersion, targetVersion } = failed.request;
    const rollback = this.open(
      {
        applicationName: group.applicationName,
        deploymentGroupName: group.name,
        functionName,
        aliasName,
        currentVersion: targetVersion,
        targetVersion: currentVersion,
      },
      group,
      'codeDeployRollback',
    );
    rollback.rollbackTriggeringDeploymentId = failed.id;
    failed.rollbackDeploymentId = rollback.id;
    this.ports.observe(rollback, `rollback of ${failed.id} started`);
    await simulation.sleep(options.rollbackDurationMs);
    this.ports.setAlias(functionName, aliasName, currentVersion);
    rollback.targetVersionWeight = 1;
    for (const event of rollback.lifecycle) event.status = 'Succeeded';
    await this.end(rollback, group);
  }

  private emit(deployment: Deployment, state: string): void {
    const { applicationName, deploymentGroupName } = deployment.request;
    const { place } = this.ports;
    this.ports.emit({
      source: 'aws.codedeploy',
      detailType: 'CodeDeploy Deployment State-change Notification',
      resources: [
        place.arn('codedeploy', `application:${applicationName}`),
        place.arn('codedeploy', `deploymentgroup:${applicationName}/${deploymentGroupName}`),
      ],
      detail: {
        region: place.region,
        deploymentId: deployment.id,
        instanceGroupId: this.ports.randomness.identifier(`group ${deploymentGroupName}`, 32, '0123456789abcdef'),
        deploymentGroup: deploymentGroupName,
        application: applicationName,
        state,
      },
    });
  }
}
