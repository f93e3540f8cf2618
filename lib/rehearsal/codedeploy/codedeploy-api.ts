import type { Place } from '../kernel/place';
import { serviceApi, type ServiceApi } from '../kernel/service-api';
import { applicationOperations } from './api/application-operations';
import { configurationOperations } from './api/configuration-operations';
import { deploymentOperations } from './api/deployment-operations';
import { groupOperations } from './api/group-operations';
import { targetOperations } from './api/target-operations';
import type { CodeDeploy } from './codedeploy';

/** CodeDeploy's API on the Lambda platform. What it lists of EC2 and ECS alone stops by name. */
export function codeDeployApi(codeDeploy: CodeDeploy, place: Place): ServiceApi {
  return serviceApi('codedeploy', {
    ...deploymentOperations(codeDeploy),
    ...targetOperations(codeDeploy, place),
    ...applicationOperations(codeDeploy),
    ...groupOperations(codeDeploy),
    ...configurationOperations(codeDeploy),
  });
}
