import {
  ApplicationDoesNotExistException,
  DeploymentGroupDoesNotExistException,
  GetDeploymentGroupCommand,
  type CodeDeployClient,
} from '@aws-sdk/client-codedeploy';

/** What CodeDeploy watches while it makes deployments of a group. */
export interface WatchingGroup {
  readonly isWatching: boolean;
  /** The names of its alarms, also where it does not look at them. */
  readonly alarms: readonly string[];
}

/** CodeDeploy's deployment groups, as far as they are looked at. */
export class CodeDeployGroups {
  constructor(private readonly client: CodeDeployClient) {}

  async find(applicationName: string, deploymentGroupName: string): Promise<WatchingGroup | 'gone'> {
    try {
      const { deploymentGroupInfo: group } = await this.client.send(
        new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }),
      );
      const { enabled = false, alarms = [] } = group?.alarmConfiguration ?? {};
      return { isWatching: enabled, alarms: alarms.flatMap(({ name }) => name ?? []) };
    } catch (error) {
      if (error instanceof ApplicationDoesNotExistException || error instanceof DeploymentGroupDoesNotExistException)
        return 'gone';
      throw error;
    }
  }
}
