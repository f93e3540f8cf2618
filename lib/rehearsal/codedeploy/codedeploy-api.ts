import { NotEmulated } from '../kernel/not-emulated';
import type { Place } from '../kernel/place';
import type { ServiceApi } from '../kernel/wire';
import { applicationOperations } from './api/application-operations';
import { configurationOperations } from './api/configuration-operations';
import { deploymentOperations } from './api/deployment-operations';
import { groupOperations } from './api/group-operations';
import type { Operation } from './api/operation';
import { targetOperations } from './api/target-operations';
import type { CodeDeploy } from './codedeploy';

/** CodeDeploy's API on the Lambda platform. What it lists of EC2 and ECS alone stops by name. */
export function codeDeployApi(codeDeploy: CodeDeploy, place: Place): ServiceApi {
  const operations = new Map<string, Operation>(
    Object.entries({
      ...deploymentOperations(codeDeploy),
      ...targetOperations(codeDeploy, place),
      ...applicationOperations(codeDeploy),
      ...groupOperations(codeDeploy),
      ...configurationOperations(codeDeploy),
    }),
  );
  return (operation, input, caller) => {
    const answer = operations.get(operation);
    if (!answer) throw new NotEmulated(`codedeploy:${operation}`, `a call by ${caller.roleArn}`);
    return Promise.resolve().then(() => answer(input, caller));
  };
}
