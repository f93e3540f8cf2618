import { GetDeploymentCommand, GetDeploymentGroupCommand, type CodeDeployClient } from '@aws-sdk/client-codedeploy';
import type { AlarmWatch, AlarmWatches } from '../domain/release/alarm-watch';

/** What CodeDeploy watches while it makes a deployment: what its group says, unless the deployment overrides it. */
export class CodeDeployAlarmWatches implements AlarmWatches {
  constructor(private readonly client: CodeDeployClient) {}

  async of(deploymentId: string): Promise<AlarmWatch> {
    const { deploymentInfo } = await this.client.send(new GetDeploymentCommand({ deploymentId }));
    const { applicationName, deploymentGroupName, overrideAlarmConfiguration: own } = deploymentInfo ?? {};
    const { deploymentGroupInfo } = await this.client.send(
      new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }),
    );
    if (!deploymentGroupInfo) throw new Error(`CodeDeploy says nothing of the group of deployment ${deploymentId}.`);
    // A group without a configuration watches nothing.
    const { enabled, ignorePollAlarmFailure, alarms = [] } = own ?? deploymentGroupInfo.alarmConfiguration ?? {};
    return {
      isOn: enabled === true,
      passesOverUnreadable: ignorePollAlarmFailure === true,
      names: alarms.flatMap(({ name }) => (name === undefined ? [] : [name])),
      isOverridden: own !== undefined,
    };
  }
}
