import type { AliasDeployments } from '../cloudformation/alias-deployments';
import { parseTarget } from '../lambda/target';
import type { ServedAlias } from '../workload/served-alias';
import type { Services } from './services';

/** How CloudFormation has CodeDeploy move an alias; the workload, the faults and the throttles learn that a release is under way. */
export function aliasDeployments(
  services: Pick<Services, 'codeDeploy' | 'dynamoDb' | 'faults' | 'workload'>,
  /** Told when the deployment of an alias begins. */
  begun: (alias: ServedAlias, deploymentId: string) => void,
): AliasDeployments {
  return {
    deploy: (request) => {
      const { functionName } = parseTarget(request.functionName);
      services.workload.setGreen(functionName, request.targetVersion);
      services.faults.begin();
      services.dynamoDb.throttles.begin();
      const { deployment, finished } = services.codeDeploy.deploy({ ...request, functionName });
      begun({ functionName, aliasName: request.aliasName }, deployment.id);
      return {
        deploymentId: deployment.id,
        finished: finished.then(({ status, errorInformation, rollbackDeploymentId }) => ({
          succeeded: status === 'Succeeded',
          message: errorInformation?.message ?? '',
          ...(rollbackDeploymentId === undefined ? {} : { rollbackDeploymentId }),
        })),
      };
    },
  };
}
