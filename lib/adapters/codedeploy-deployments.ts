import {
  BatchGetDeploymentTargetsCommand,
  DeploymentDoesNotExistException,
  GetDeploymentCommand,
  LifecycleEventAlreadyCompletedException,
  ListDeploymentTargetsCommand,
  paginateListDeploymentGroups,
  paginateListDeployments,
  PutLifecycleEventHookExecutionStatusCommand,
  type CodeDeployClient,
  type LambdaTarget,
  type LifecycleEvent,
} from '@aws-sdk/client-codedeploy';
import { handClaimIn } from '../domain/release/by-hand';
import type { DescribedDeployment, Deployments } from '../domain/release/deployments';
import type { DeploymentEnding } from '../domain/release/release-event';
import type { Shift, Shifts } from '../domain/release/shifts';
import { withoutSecret } from './without-secret';

/** CodeDeploy: CodeDeploy API Reference. */
export class CodeDeployDeployments implements Deployments, Shifts {
  constructor(private readonly client: CodeDeployClient) {}

  async describe(deploymentId: string): Promise<DescribedDeployment> {
    const [{ deploymentInfo: info }, target] = await Promise.all([
      this.client.send(new GetDeploymentCommand({ deploymentId })),
      this.target(deploymentId),
    ]);
    const lambda = target?.lambdaFunctionInfo;
    const known = {
      deploymentGroup: info?.deploymentGroupName,
      functionName: lambda?.functionName,
      aliasName: lambda?.functionAlias,
      currentVersion: lambda?.currentVersion,
      targetVersion: lambda?.targetVersion,
    };
    const missing = Object.entries(known).flatMap(([name, value]) => (value === undefined ? [name] : []));
    if (missing.length > 0) {
      throw new Error(`CodeDeploy says nothing of ${missing.join(', ')} for deployment ${deploymentId}.`);
    }
    const ending = endingOf(info?.status, {
      trafficMoved: hasBegun(allowTraffic(target)),
      rollsBack: info?.autoRollbackConfiguration?.enabled ?? false,
      code: info?.errorInformation?.code ?? 'UNKNOWN',
      message: info?.errorInformation?.message ?? 'CodeDeploy gave no reason.',
    });
    const rollsBack = info?.rollbackInfo?.rollbackTriggeringDeploymentId;
    const rolledBackBy = info?.rollbackInfo?.rollbackDeploymentId;
    const byHand = handClaimIn(info?.description);
    const endedAt = info?.completeTime?.getTime();
    return {
      ...(known as Record<keyof typeof known, string>),
      id: deploymentId,
      createdAt: info?.createTime?.getTime() ?? 0,
      ...(rollsBack === undefined ? {} : { rollsBack }),
      ...(rolledBackBy === undefined ? {} : { rolledBackBy }),
      ...(byHand ? { byHand } : {}),
      ...(endedAt === undefined ? {} : { endedAt }),
      ...(ending ? { ending } : {}),
    };
  }

  async shift(deploymentId: string): Promise<Shift> {
    const [{ deploymentInfo: info }, target] = await Promise.all([
      this.client.send(new GetDeploymentCommand({ deploymentId })),
      this.target(deploymentId),
    ]);
    const event = allowTraffic(target);
    const began = event?.startTime?.getTime();
    const known = began === undefined ? {} : { began };
    if (isEnded(info?.status)) return { phase: 'ended', ...known };
    if (event?.status === 'Succeeded') return { phase: 'moved', ...known };
    return hasBegun(event) ? { phase: 'moving', ...known } : { phase: 'before' };
  }

  /** One call where the deployment is under way. */
  async find(deploymentId: string): Promise<DescribedDeployment | 'under-way' | 'gone'> {
    try {
      const { deploymentInfo: info } = await this.client.send(new GetDeploymentCommand({ deploymentId }));
      return isEnded(info?.status) ? await this.describe(deploymentId) : 'under-way';
    } catch (error) {
      if (error instanceof DeploymentDoesNotExistException) return 'gone';
      throw error;
    }
  }

  async endedSince(applicationName: string, since: number): Promise<readonly string[]> {
    const ids: string[] = [];
    for await (const { deploymentGroups = [] } of paginateListDeploymentGroups(
      { client: this.client },
      { applicationName },
    )) {
      for (const deploymentGroupName of deploymentGroups) {
        for await (const { deployments = [] } of paginateListDeployments(
          { client: this.client },
          {
            applicationName,
            deploymentGroupName,
            includeOnlyStatuses: [...ENDED],
            createTimeRange: { start: new Date(since) },
          },
        )) {
          ids.push(...deployments);
        }
      }
    }
    return ids;
  }

  async answerHook(deploymentId: string, executionId: string, status: 'Succeeded' | 'Failed'): Promise<void> {
    try {
      await this.client.send(
        new PutLifecycleEventHookExecutionStatusCommand({
          deploymentId,
          lifecycleEventHookExecutionId: executionId,
          status,
        }),
      );
    } catch (error) {
      if (error instanceof LifecycleEventAlreadyCompletedException) return;
      throw withoutSecret(error, executionId, 'hook execution id');
    }
  }

  private async target(deploymentId: string) {
    const { targetIds } = await this.client.send(new ListDeploymentTargetsCommand({ deploymentId }));
    const { deploymentTargets } = await this.client.send(
      new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds }),
    );
    return deploymentTargets?.[0]?.lambdaTarget;
  }
}

function allowTraffic(target: LambdaTarget | undefined): LifecycleEvent | undefined {
  return target?.lifecycleEvents?.find(({ lifecycleEventName: name }) => name === 'AllowTraffic');
}

/** Not begun, an event has a status too; one that failed, or of which nobody knows, had begun. */
function hasBegun(event: LifecycleEvent | undefined): boolean {
  return event !== undefined && event.status !== 'Pending' && event.status !== 'Skipped';
}

const ENDED = ['Succeeded', 'Failed', 'Stopped'] as const;

function isEnded(status: string | undefined): boolean {
  return ENDED.some((one) => one === status);
}

function endingOf(
  status: string | undefined,
  known: { trafficMoved: boolean; rollsBack: boolean; code: string; message: string },
): DeploymentEnding | undefined {
  if (status === 'Succeeded') return { status: 'succeeded' };
  if (status !== 'Failed' && status !== 'Stopped') return undefined;
  const { trafficMoved, rollsBack, code, message } = known;
  return {
    status: status === 'Failed' ? 'failed' : 'stopped',
    by: 'codedeploy',
    reason: { code, message },
    trafficMoved,
    rollsBack,
  };
}
