import type { CodeDeploy } from '../codedeploy';
import type { Deployment } from '../deployment';
import type { DeploymentGroup } from '../deployment-group';
import { describeAlarms, describeRollback } from './configuration-members';

/** A deployment group as `DeploymentGroupInfo`. Times are seconds since the epoch. */
export function describeGroup(codeDeploy: CodeDeploy, group: DeploymentGroup) {
  const { applicationName, name } = group;
  const attempts = codeDeploy
    .all()
    .filter(({ request }) => request.applicationName === applicationName && request.deploymentGroupName === name);
  const lastAttempt = attempts.at(-1);
  const lastSuccess = attempts.findLast(({ status }) => status === 'Succeeded');
  return {
    applicationName,
    deploymentGroupId: codeDeploy.groupId(applicationName, name),
    deploymentGroupName: name,
    deploymentConfigName: group.configName,
    serviceRoleArn: group.roleArn,
    alarmConfiguration: describeAlarms(group),
    autoRollbackConfiguration: describeRollback(group.rollbackOn),
    deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    computePlatform: 'Lambda',
    ...(lastSuccess ? { lastSuccessfulDeployment: describeLast(lastSuccess) } : {}),
    ...(lastAttempt ? { lastAttemptedDeployment: describeLast(lastAttempt) } : {}),
  };
}

function describeLast({ id, status, createTime, completeTime }: Deployment) {
  return {
    deploymentId: id,
    status,
    createTime: createTime / 1000,
    ...(completeTime === undefined ? {} : { endTime: completeTime / 1000 }),
  };
}
