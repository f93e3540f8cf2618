import type { Place } from '../kernel/place';
import type { ResourceProvider } from '../kernel/resource-provider';
import type { CodeDeploy } from './codedeploy';
import { applicationProvider } from './resources/application-provider';
import { configurationProvider } from './resources/configuration-provider';
import { groupProvider } from './resources/group-provider';

/**
 * `AWS::CodeDeploy::Application`, `::DeploymentConfig` and `::DeploymentGroup` on the Lambda platform.
 *
 * @param canAssume whether CodeDeploy may assume a role for a group
 */
export function codeDeployResources(
  codeDeploy: CodeDeploy,
  place: Place,
  canAssume: (roleArn: string, groupArn: string) => boolean,
): readonly ResourceProvider[] {
  return [
    applicationProvider(codeDeploy, place),
    configurationProvider(codeDeploy),
    groupProvider(codeDeploy, place, canAssume),
  ];
}
