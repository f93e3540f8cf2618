import type { PermissionsNeeded } from '../kernel/permission';
import type { Place } from '../kernel/place';
import type { CodeDeploy } from './codedeploy';

/** Actions that IAM knows no resource for (Service Authorization Reference, "AWS CodeDeploy"). */
const WITHOUT_RESOURCE = new Set(['BatchGetDeploymentTargets', 'GetDeploymentTarget', 'StopDeployment']);

/** A call about a deployment is a call about its group. */
export function codeDeployPermissions(codeDeploy: CodeDeploy, place: Place): PermissionsNeeded {
  return (operation, { deploymentId }) => {
    const action = `codedeploy:${operation}`;
    if (WITHOUT_RESOURCE.has(operation)) return [{ action, resource: '*' }];
    const { applicationName, deploymentGroupName } = codeDeploy.deployment(String(deploymentId)).request;
    return [{ action, resource: place.arn('codedeploy', `deploymentgroup:${applicationName}/${deploymentGroupName}`) }];
  };
}
