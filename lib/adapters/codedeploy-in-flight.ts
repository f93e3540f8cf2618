import {
  ApplicationDoesNotExistException,
  BatchGetDeploymentsCommand,
  DeploymentGroupDoesNotExistException,
  ListDeploymentsCommand,
  type CodeDeployClient,
} from '@aws-sdk/client-codedeploy';
import type { DeploymentFact } from '../domain/preflight/release-facts';

/** CodeDeploy's deployments that have not ended. */
export class CodeDeployInFlight {
  constructor(private readonly client: CodeDeployClient) {}

  /** Those of a group, the newest first; none where the group is gone. One group has hardly ever more than one. */
  async ofGroup(applicationName: string, deploymentGroupName: string): Promise<readonly DeploymentFact[]> {
    const deploymentIds = await this.ids(applicationName, deploymentGroupName);
    if (deploymentIds.length === 0) return [];
    const { deploymentsInfo = [] } = await this.client.send(
      // CodeDeploy API Reference, BatchGetDeployments: 25 at a time.
      new BatchGetDeploymentsCommand({ deploymentIds: deploymentIds.slice(0, 25) }),
    );
    return deploymentsInfo
      .map(({ deploymentId, status, createTime }) => ({
        id: deploymentId ?? '',
        status: status ?? 'unknown',
        createdAt: createTime?.getTime() ?? 0,
      }))
      .sort((a, b) => b.createdAt - a.createdAt);
  }

  private async ids(applicationName: string, deploymentGroupName: string): Promise<string[]> {
    try {
      const { deployments = [] } = await this.client.send(
        new ListDeploymentsCommand({
          applicationName,
          deploymentGroupName,
          includeOnlyStatuses: ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'],
        }),
      );
      return deployments;
    } catch (error) {
      if (error instanceof ApplicationDoesNotExistException || error instanceof DeploymentGroupDoesNotExistException)
        return [];
      throw error;
    }
  }
}
