import type { Place } from '../kernel/place';
import type { Deployment } from './deployment';

/** How CodeDeploy calls a state of a deployment on the event bus. The event does not say why. */
export type StateChange = 'START' | 'SUCCESS' | 'FAILURE' | 'STOP';

/** The event of a deployment's new state (CodeDeploy User Guide, "Monitoring deployments with Amazon CloudWatch Events"). */
export function stateChangeEvent(deployment: Deployment, state: StateChange, groupId: string, place: Place) {
  const { applicationName, deploymentGroupName } = deployment.request;
  return {
    source: 'aws.codedeploy',
    detailType: 'CodeDeploy Deployment State-change Notification',
    resources: [
      place.arn('codedeploy', `application:${applicationName}`),
      place.arn('codedeploy', `deploymentgroup:${applicationName}/${deploymentGroupName}`),
    ],
    detail: {
      region: place.region,
      deploymentId: deployment.id,
      instanceGroupId: groupId,
      deploymentGroup: deploymentGroupName,
      application: applicationName,
      state,
    },
  };
}
