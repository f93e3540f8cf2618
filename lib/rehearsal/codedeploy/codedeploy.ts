import { ApiError } from '../kernel/api-error';
import { NotEmulated } from '../kernel/not-emulated';
import { checkAlarms } from './alarm-configuration';
import { asRole } from './as-role';
import { Applications } from './applications';
import { checkOptions } from './codedeploy-options';
import type { CodeDeployPorts } from './codedeploy-ports';
import {
  LIFECYCLE_EVENTS,
  lifecycleEvent,
  type Deployment,
  type DeploymentOverrides,
  type DeploymentRequest,
} from './deployment';
import type { AlarmConfiguration, DeploymentGroup } from './deployment-group';
import { HookAnswers } from './hook-answers';
import { identityOf } from './identity';
import { rollsBack, type Interruption } from './interruption';
import { Lifecycle } from './lifecycle';
import { stateChangeEvent, type StateChange } from './state-change-event';
import { ALL_AT_ONCE, BUILT_IN_CONFIGURATIONS, type TrafficRouting } from './traffic-routing';

/** A deployment that has not ended, or whose rollback has not. */
interface Running {
  readonly deployment: Deployment;
  readonly stop: (interruption: Interruption) => void;
}

/** CodeDeploy on the Lambda compute platform: one alias shifted per deployment, hooks around it, alarms over all of it. */
export class CodeDeploy {
  readonly applications: Applications;
  readonly groups = new Map<string, DeploymentGroup>();
  readonly configurations = new Map<string, TrafficRouting>(BUILT_IN_CONFIGURATIONS);
  readonly hooks: HookAnswers;
  private readonly lifecycle: Lifecycle;
  private readonly deployments = new Map<string, Deployment>();
  private readonly running = new Map<string, Running>();

  constructor(readonly ports: CodeDeployPorts) {
    checkOptions(ports.options);
    this.applications = new Applications(() => ports.simulation.now);
    this.hooks = new HookAnswers(ports.randomness);
    this.lifecycle = new Lifecycle(ports, this.hooks);
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

  /** Refuses an application that does not exist. */
  requireApplication(name: string): void {
    if (this.applications.has(name)) return;
    throw new ApiError('ApplicationDoesNotExistException', `No application found for name: ${name}`);
  }

  configuration(name: string): TrafficRouting {
    const found = this.configurations.get(name);
    if (!found) {
      throw new ApiError('DeploymentConfigDoesNotExistException', `No Deployment Config found for name: ${name}`);
    }
    return found;
  }

  /** Refuses the alarms that CodeDeploy refuses. */
  checkAlarms(watched: AlarmConfiguration): void {
    checkAlarms(watched, this.ports.options.mostAlarms);
  }

  /** The id of a group beside its name. */
  groupId(applicationName: string, name: string): string {
    return identityOf(this.ports.randomness, 'group', `${applicationName}/${name}`);
  }

  /**
   * Starts a deployment; the promise resolves when it and the rollback it may cause have ended.
   *
   * @param overrides what it does differently from its group
   */
  deploy(
    request: DeploymentRequest,
    overrides: DeploymentOverrides = {},
  ): { readonly deployment: Deployment; readonly finished: Promise<Deployment> } {
    const group = this.group(request.applicationName, request.deploymentGroupName);
    const key = `${group.applicationName}/${group.name}`;
    const active = this.running.get(key);
    if (active) {
      throw new ApiError(
        'DeploymentLimitExceededException',
        `The Deployment Group '${group.name}' already has an active Deployment '${active.deployment.id}'`,
      );
    }
    const watched = overrides.alarmConfiguration ?? group;
    this.checkAlarms(watched);
    const deployment = this.open({
      request,
      creator: 'user',
      configName: overrides.configName ?? group.configName,
      alarms: watched.alarms,
      overrides,
      rollbackOn: overrides.rollbackOn ?? group.rollbackOn,
    });
    const stopped = new Promise<Interruption>((resolve) => {
      this.running.set(key, { deployment, stop: resolve });
    });
    const finished = new Promise<Deployment>((resolve) => {
      this.ports.simulation.spawn(async () => {
        const { roleArn } = group;
        const interruption = await this.lifecycle.play(deployment, { roleArn, watched, stopped });
        await this.end(deployment, group, interruption);
        this.running.delete(key);
        resolve(deployment);
      }, `the deployment ${deployment.id}`);
    });
    return { deployment, finished };
  }

  /**
   * Stops a deployment that runs.
   *
   * @param rollBack whether it is rolled back; its own settings decide where this is left out
   */
  stop(id: string, rollBack?: boolean): void {
    const deployment = this.deployment(id);
    if (deployment.status !== 'InProgress') {
      throw new ApiError('DeploymentAlreadyCompletedException', `The deployment ${id} is already complete.`);
    }
    const running = [...this.running.values()].find((one) => one.deployment === deployment);
    if (!running) throw new NotEmulated('Stopping a rollback', `a call of codedeploy:StopDeployment for ${id}`);
    const error = this.ports.options.manualStopError;
    running.stop({ status: 'Stopped', cause: 'request', error, ...(rollBack === undefined ? {} : { rollBack }) });
  }

  private open(
    given: Pick<Deployment, 'request' | 'creator' | 'configName' | 'alarms' | 'overrides' | 'rollbackOn'>,
  ): Deployment {
    const deployment: Deployment = {
      ...given,
      id: `d-${this.ports.randomness.identifier(`deployment ${this.deployments.size + 1}`, 9)}`,
      routing: this.configuration(given.configName),
      createTime: this.ports.simulation.now,
      lifecycle: LIFECYCLE_EVENTS.map((name) => ({ name, status: 'Pending' })),
      status: 'InProgress',
      targetVersionWeight: 0,
    };
    this.deployments.set(deployment.id, deployment);
    this.emit(deployment, 'START');
    return deployment;
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
    if ('alarms' in interruption) deployment.stoppedBy = interruption.alarms;
    this.ports.observe(deployment, `deployment ${interruption.status.toLowerCase()}: ${interruption.error.code}`);
    this.emit(deployment, interruption.status === 'Stopped' ? 'STOP' : 'FAILURE');
    const isRollback = deployment.creator === 'codeDeployRollback';
    if (!isRollback && rollsBack(interruption, deployment.rollbackOn ?? [])) await this.rollBack(deployment, group);
  }

  /**
   * A rollback is a deployment of its own: no hooks, no alarms, one step. Where no traffic had moved there is nothing
   * to put back, and an alias that was unfit for the deployment is left for its owner to see.
   */
  private async rollBack(failed: Deployment, group: DeploymentGroup): Promise<void> {
    const { simulation, options } = this.ports;
    await simulation.sleep(options.rollbackDelayMs);
    const { applicationName, deploymentGroupName, functionName, aliasName } = failed.request;
    const { currentVersion, targetVersion } = failed.request;
    const alias = { functionName, aliasName };
    const rollback = this.open({
      request: {
        applicationName,
        deploymentGroupName,
        ...alias,
        currentVersion: targetVersion,
        targetVersion: currentVersion,
      },
      creator: 'codeDeployRollback',
      configName: options.rollbackConfiguration === 'all-at-once' ? ALL_AT_ONCE : group.configName,
      alarms: group.alarms,
    });
    rollback.rollbackTriggeringDeploymentId = failed.id;
    failed.rollbackDeploymentId = rollback.id;
    this.ports.observe(rollback, `rollback of ${failed.id} started`);
    await simulation.sleep(options.rollbackDurationMs);
    const hasMoved = lifecycleEvent(failed, 'AllowTraffic').startTime !== undefined;
    const denied = await asRole(group.roleArn, async () => {
      if (hasMoved) await this.ports.setAlias({ ...alias, version: currentVersion }, group.roleArn);
      return undefined;
    });
    if (!denied) {
      rollback.targetVersionWeight = 1;
      for (const event of rollback.lifecycle) event.status = 'Succeeded';
    }
    await this.end(rollback, group, denied);
  }

  private emit(deployment: Deployment, state: StateChange): void {
    const { applicationName, deploymentGroupName } = deployment.request;
    const groupId = this.groupId(applicationName, deploymentGroupName);
    this.ports.emit(stateChangeEvent(deployment, state, groupId, this.ports.place));
  }
}
