import { revisionOf, sha256 } from '../app-spec';
import type { Deployment, DeploymentStatus, Revision } from '../deployment';
import { describeAlarms, describeRollback } from './configuration-members';

/** A deployment as `DeploymentInfo`. Times are seconds since the epoch. */
export function describeDeployment(deployment: Deployment) {
  const { request, overrides = {}, completeTime, errorInformation } = deployment;
  const { description, alarmConfiguration } = overrides;
  const rollbackInfo = describeRollbackOf(deployment);
  return {
    applicationName: request.applicationName,
    deploymentGroupName: request.deploymentGroupName,
    deploymentConfigName: deployment.configName,
    deploymentId: deployment.id,
    computePlatform: 'Lambda',
    creator: deployment.creator,
    status: deployment.status,
    revision: describeRevision(revisionOf(deployment)),
    deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    deploymentOverview: overview(deployment.status),
    autoRollbackConfiguration: describeRollback(deployment.rollbackOn ?? []),
    createTime: deployment.createTime / 1000,
    startTime: deployment.createTime / 1000,
    ...(completeTime === undefined ? {} : { completeTime: completeTime / 1000 }),
    ...(description === undefined ? {} : { description }),
    ...(alarmConfiguration ? { overrideAlarmConfiguration: describeAlarms(alarmConfiguration) } : {}),
    ...(errorInformation ? { errorInformation } : {}),
    ...(rollbackInfo ? { rollbackInfo } : {}),
  };
}

/** An AppSpec as `RevisionLocation`. */
export function describeRevision({ revisionType, content }: Revision) {
  const text = { content, sha256: sha256(content) };
  return revisionType === 'String' ? { revisionType, string: text } : { revisionType, appSpecContent: text };
}

function describeRollbackOf({ id, rollbackDeploymentId: by, rollbackTriggeringDeploymentId: of }: Deployment) {
  if (by !== undefined) {
    const rollbackMessage = `Deployment ${id} terminated. Automatic rollback is triggered with a DeploymentId ${by}.`;
    return { rollbackDeploymentId: by, rollbackMessage };
  }
  if (of !== undefined) {
    const rollbackMessage = `Deployment ${id} is triggered to roll back deployment ${of}.`;
    return { rollbackTriggeringDeploymentId: of, rollbackMessage };
  }
  return undefined;
}

/** How many of its targets, which on Lambda is one, are in which state. */
function overview(status: DeploymentStatus) {
  return { Pending: 0, InProgress: 0, Succeeded: 0, Failed: 0, Skipped: 0, Ready: 0, [stateOf(status)]: 1 };
}

/** The state of the target of a deployment. */
export function stateOf(status: DeploymentStatus): 'Pending' | 'InProgress' | 'Succeeded' | 'Failed' {
  switch (status) {
    case 'Created':
      return 'Pending';
    case 'Stopped':
      return 'Failed';
    case 'InProgress':
    case 'Succeeded':
    case 'Failed':
      return status;
  }
}
