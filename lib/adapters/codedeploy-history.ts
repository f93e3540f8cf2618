import {
  BatchGetDeploymentsCommand,
  BatchGetDeploymentTargetsCommand,
  ListDeploymentTargetsCommand,
  paginateListDeploymentGroups,
  paginateListDeployments,
  type CodeDeployClient,
  type DeploymentInfo,
} from '@aws-sdk/client-codedeploy';
import type { GroupService, PastDeployment } from '../domain/figures/codedeploy-release';

const ENDED = ['Succeeded', 'Failed', 'Stopped'] as const;

/** CodeDeploy API Reference, BatchGetDeployments: 25 at a time. */
const MOST_IN_A_BATCH = 25;

/** A deployment with what it deploys. */
export interface HistoryEntry {
  readonly deployment: PastDeployment;
  readonly service: GroupService;
}

/** CodeDeploy's own history of an application: what was deployed before Sluice. */
export class CodeDeployHistory {
  constructor(private readonly client: CodeDeployClient) {}

  /** The names of an application's deployment groups. */
  async groups(applicationName: string): Promise<readonly string[]> {
    const names: string[] = [];
    const pages = paginateListDeploymentGroups({ client: this.client }, { applicationName });
    for await (const { deploymentGroups = [] } of pages) names.push(...deploymentGroups);
    return names;
  }

  /** The deployments of a group that were made in a time and have ended. */
  async ofGroup(
    applicationName: string,
    group: string,
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<readonly HistoryEntry[]> {
    const ids: string[] = [];
    const pages = paginateListDeployments(
      { client: this.client },
      {
        ...{ applicationName, deploymentGroupName: group, includeOnlyStatuses: [...ENDED] },
        createTimeRange: { start: new Date(from), end: new Date(to) },
      },
    );
    for await (const { deployments = [] } of pages) ids.push(...deployments);
    const infos: DeploymentInfo[] = [];
    for (let first = 0; first < ids.length; first += MOST_IN_A_BATCH) {
      const deploymentIds = ids.slice(first, first + MOST_IN_A_BATCH);
      const { deploymentsInfo = [] } = await this.client.send(new BatchGetDeploymentsCommand({ deploymentIds }));
      infos.push(...deploymentsInfo);
    }
    const service = await this.serviceOf(group, infos[0]);
    const entries: HistoryEntry[] = [];
    // One after the other: CodeDeploy takes a few calls a second.
    for (const info of infos) entries.push({ service, deployment: await this.pastOf(group, info) });
    return entries;
  }

  /** A group of Lambda moves one alias, by which its releases are known; another group is known by its own name. */
  private async serviceOf(group: string, info: DeploymentInfo | undefined): Promise<GroupService> {
    const target = info?.computePlatform === 'Lambda' ? await this.target(info.deploymentId ?? '') : undefined;
    const { functionName, functionAlias } = target?.lambdaFunctionInfo ?? {};
    return { service: functionName ?? group, alias: functionAlias ?? group };
  }

  private async pastOf(group: string, info: DeploymentInfo): Promise<PastDeployment> {
    const { deploymentId: id = '', status, rollbackInfo } = info;
    // Of what succeeded it makes no difference: to ask costs two calls each.
    const isAsked = info.computePlatform === 'Lambda' && status !== 'Succeeded';
    const target = isAsked ? await this.target(id) : undefined;
    const shift = target?.lifecycleEvents?.find(({ lifecycleEventName: name }) => name === 'AllowTraffic');
    const hasBegun = shift !== undefined && shift.status !== 'Pending' && shift.status !== 'Skipped';
    return {
      ...{ id, group, status: ENDED.find((one) => one === status) ?? 'Failed' },
      createdAt: info.createTime?.getTime() ?? 0,
      endedAt: info.completeTime?.getTime(),
      rollsBack: rollbackInfo?.rollbackTriggeringDeploymentId,
      rolledBackBy: rollbackInfo?.rollbackDeploymentId,
      shiftedAt: hasBegun ? shift.startTime?.getTime() : undefined,
      isShiftKnown: shift !== undefined && (!hasBegun || shift.startTime !== undefined),
    };
  }

  private async target(deploymentId: string) {
    const { targetIds } = await this.client.send(new ListDeploymentTargetsCommand({ deploymentId }));
    const { deploymentTargets } = await this.client.send(
      new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds }),
    );
    return deploymentTargets?.[0]?.lambdaTarget;
  }
}
