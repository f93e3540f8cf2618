import { ApiError } from '../kernel/api-error';
import type { CodeDeployPorts } from './codedeploy-ports';
import { LIFECYCLE_EVENTS, type Deployment, type DeploymentRequest } from './deployment';
import type { DeploymentGroup, RollbackEvent } from './deployment-group';
import { HookAnswers } from './hook-answers';
import { asRole, Lifecycle, type Interruption } from './lifecycle';
import { BUILT_IN_CONFIGURATIONS, type TrafficRouting } from './traffic-routing';

/** CodeDeploy on the Lambda compute platform: one alias shifted per deployment, hooks around it, alarms over all of it. */
export class CodeDeploy {
  readonly applications = new Set<string>();
  readonly groups = new Map<string, DeploymentGroup>();
  readonly configurations = new Map<string, TrafficRouting>(BUILT_IN_CONFIGURATIONS);
  readonly hooks: HookAnswers;
  private readonly lifecycle: Lifecycle;
  private readonly deployments = new Map<string, Deployment>();
  private readonly running = new Set<string>();

  constructor(private readonly ports: CodeDeployPorts) {
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

  /** Starts a deployment; the promise resolves when it and the rollback it may cause have ended. */
  deploy(request: DeploymentRequest): { readonly deployment: Deployment; readonly finished: Promise<Deployment> } {
    const group = this.group(request.applicationName, request.deploymentGroupName);
    const key = `${group.applicationName}/${group.name}`;
    if (this.running.has(key)) {
      throw new ApiError('DeploymentLimitExceededException', `A deployment of ${key} is already in progress.`);
    }
    const deployment = this.open(request, group, 'user');
    this.running.add(key);
    const finished = new Promise<Deployment>((resolve) => {
      this.ports.simulation.spawn(async () => {
        const interruption = await this.lifecycle.play(deployment, group);
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
    const isRollback = deployment.creator === 'codeDeployRollback';
    if (!isRollback && group.rollbackOn.includes(trigger)) await this.rollBack(deployment, group);
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
    const denied = await asRole(group, () => {
      this.ports.setAlias({ functionName, aliasName, version: currentVersion }, group.roleArn);
      return Promise.resolve(undefined);
    });
    if (!denied) {
      rollback.targetVersionWeight = 1;
      for (const event of rollback.lifecycle) event.status = 'Succeeded';
    }
    await this.end(rollback, group, denied);
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
