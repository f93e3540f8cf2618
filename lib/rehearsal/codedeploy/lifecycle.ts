import { ApiError } from '../kernel/api-error';
import { asRole } from './as-role';
import type { AliasWeights, CodeDeployPorts } from './codedeploy-ports';
import { lifecycleEvent, type Deployment, type LifecycleEventName } from './deployment';
import { DEPLOYMENT_ERRORS } from './deployment-errors';
import type { AlarmConfiguration } from './deployment-group';
import type { HookAnswers } from './hook-answers';
import type { Interruption } from './interruption';
import { runHook } from './run-hook';
import { shiftOf } from './traffic-routing';

/** What a deployment goes by, as it was when the deployment started. */
export interface LifecycleSettings {
  readonly roleArn: string;
  readonly watched: AlarmConfiguration;
  /** Resolves when somebody stops the deployment. */
  readonly stopped: Promise<Interruption>;
}

/** Plays the lifecycle of deployments: hooks, the shift between them, and the alarms over all of it. */
export class Lifecycle {
  constructor(
    private readonly ports: CodeDeployPorts,
    private readonly hooks: HookAnswers,
  ) {}

  /** Plays the lifecycle. Alarms are looked at before anything else, and then for the whole deployment. */
  async play(deployment: Deployment, settings: LifecycleSettings): Promise<Interruption | undefined> {
    const alreadyRed = await this.lookAtAlarms(deployment, settings);
    if (alreadyRed) return alreadyRed;
    const unfit = await asRole(settings.roleArn, () => this.checkAlias(deployment, settings));
    if (unfit) return unfit;
    let stopPolling: (() => void) | undefined;
    const { simulation, options } = this.ports;
    const stoppedByAlarm = new Promise<Interruption>((resolve) => {
      stopPolling = simulation.every(options.alarmPollMs, () => {
        simulation.background(async () => {
          const red = await this.lookAtAlarms(deployment, settings);
          if (red) resolve(red);
        });
      });
    });
    const interrupted = new AbortController();
    const stages = this.playStages(deployment, settings.roleArn, interrupted.signal);
    const ended = await Promise.race([stages, stoppedByAlarm, settings.stopped]);
    interrupted.abort();
    stopPolling?.();
    return ended;
  }

  private async playStages(
    deployment: Deployment,
    roleArn: string,
    signal: AbortSignal,
  ): Promise<Interruption | undefined> {
    const { ports, hooks } = this;
    await ports.simulation.sleep(ports.options.startDelayMs);
    const { beforeAllowTrafficHook, afterAllowTrafficHook } = deployment.request;
    const stage = (name: LifecycleEventName, body: () => Promise<Interruption | undefined>) =>
      this.stage(deployment, name, signal, () => asRole(roleArn, body));
    const hook = (event: LifecycleEventName, functionName: string | undefined) =>
      stage(event, () => runHook({ deployment, event, functionName, roleArn, signal }, ports, hooks));
    return (
      (await hook('BeforeAllowTraffic', beforeAllowTrafficHook)) ??
      (await stage('AllowTraffic', () => this.shift(deployment, roleArn, signal))) ??
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

  /** Moves the weights. The alias keeps its version until the last step; only then does the new one become primary. */
  private async shift(deployment: Deployment, roleArn: string, signal: AbortSignal): Promise<Interruption | undefined> {
    const { simulation, options } = this.ports;
    const { functionName, aliasName, currentVersion, targetVersion } = deployment.request;
    const startedAt = simulation.now;
    const { steps, durationMs } = shiftOf(deployment.routing, options);
    for (const { afterMs, weight } of steps) {
      await simulation.sleep(startedAt + afterMs - simulation.now);
      if (isOver(signal)) return undefined;
      const next =
        weight >= 1
          ? { version: targetVersion }
          : { version: currentVersion, additional: { version: targetVersion, weight } };
      const refused = await this.setAlias({ functionName, aliasName, ...next }, roleArn, signal);
      if (refused) return refused;
      if (isOver(signal)) return undefined;
      deployment.targetVersionWeight = weight;
      this.ports.observe(deployment, `traffic ${Math.round(weight * 100)} % to version ${targetVersion}`);
    }
    await simulation.sleep(startedAt + durationMs - simulation.now);
    return undefined;
  }

  /** Lambda takes weights only between versions that fit each other. */
  private async setAlias(alias: AliasWeights, roleArn: string, signal: AbortSignal): Promise<Interruption | undefined> {
    try {
      await this.ports.setAlias(alias, roleArn, signal);
      return undefined;
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'InvalidParameterValueException') throw error;
      const { code, message } = DEPLOYMENT_ERRORS.weightsRefused;
      return { status: 'Failed', error: { code, message: `${message} ${error.message}` } };
    }
  }

  private async lookAtAlarms(
    deployment: Deployment,
    { watched, roleArn }: LifecycleSettings,
  ): Promise<Interruption | undefined> {
    const { options } = this.ports;
    if (!watched.alarmsEnabled || watched.alarms.length === 0) return undefined;
    const isAfter = lifecycleEvent(deployment, 'AfterAllowTraffic').status === 'InProgress';
    if (isAfter && !options.alarmsDuringAfterAllowTraffic) return undefined;
    const poll = await this.ports.pollAlarms(watched.alarms, roleArn);
    const stopping = [...poll.red, ...(options.insufficientDataStops ? (poll.insufficient ?? []) : [])];
    if (stopping.length > 0) {
      const message = `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: ${stopping.map((name) => `<${name}>`).join(' ')}`;
      return { status: 'Stopped', cause: 'alarm', error: { code: 'ALARM_ACTIVE', message }, alarms: stopping };
    }
    if (poll.unreadable.length === 0 || watched.ignorePollAlarmFailure) return undefined;
    const { code, message } = DEPLOYMENT_ERRORS.alarmsUnreadable;
    return { status: 'Stopped', cause: 'alarm', error: { code, message: `${message} ${poll.unreadable.join(', ')}.` } };
  }

  /** A shift begins at an alias that points to the current version of the AppSpec, and to no other beside it. */
  private async checkAlias({ request }: Deployment, { roleArn }: LifecycleSettings): Promise<Interruption | undefined> {
    const { aliasMissing, aliasSplit } = DEPLOYMENT_ERRORS;
    const { functionName, aliasName, currentVersion, targetVersion } = request;
    const version = await this.ports.aliasVersion(functionName, aliasName, roleArn);
    if (version === undefined) return { status: 'Failed', error: aliasMissing };
    if (version !== currentVersion) {
      const message =
        'The deployment failed because the alias version does not match the current version in AppSpec file.';
      return { status: 'Failed', error: { code: 'INVALID_LAMBDA_CONFIGURATION', message } };
    }
    if (targetVersion === currentVersion) {
      const message =
        'The deployment failed because the AppSpec file that specifies the AWS Lambda deployment configuration is missing or has an invalid configuration.';
      return { status: 'Failed', error: { code: 'INVALID_LAMBDA_CONFIGURATION', message } };
    }
    const second = this.ports.aliasSecondVersion?.(functionName, aliasName);
    return second === undefined ? undefined : { status: 'Failed', error: aliasSplit };
  }
}

/** Whether the deployment was stopped meanwhile. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}
