import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import type { CodeDeploy } from '../codedeploy';
import type { DeploymentGroup } from '../deployment-group';
import { alarmConfiguration, autoRollbackConfiguration, readAlarms, readRollback } from './configuration-members';
import { describeGroup } from './describe-group';
import type { Operation } from '../../kernel/service-api';
import { operation } from './operation';
import { pageOf } from './page';

/** CodeDeploy API Reference, BatchGetDeploymentGroups. */
const MOST_IN_A_BATCH = 100;

/** The operations on deployment groups. */
export function groupOperations(codeDeploy: CodeDeploy): Readonly<Record<string, Operation>> {
  const namesOf = (applicationName: string) => {
    codeDeploy.requireApplication(applicationName);
    const groups = [...codeDeploy.groups.values()].filter((group) => group.applicationName === applicationName);
    return groups.map(({ name }) => name).sort();
  };
  return {
    ...operation('GetDeploymentGroup', { applicationName: v.string(), deploymentGroupName: v.string() }, (input) => {
      codeDeploy.requireApplication(input.applicationName);
      const group = codeDeploy.group(input.applicationName, input.deploymentGroupName);
      return { deploymentGroupInfo: describeGroup(codeDeploy, group) };
    }),
    ...operation(
      'BatchGetDeploymentGroups',
      { applicationName: v.string(), deploymentGroupNames: v.array(v.string()) },
      ({ applicationName, deploymentGroupNames: wanted }) => {
        if (wanted.length > MOST_IN_A_BATCH) {
          throw new ApiError('BatchLimitExceededException', `At most ${MOST_IN_A_BATCH} groups can be asked for.`);
        }
        const existing = namesOf(applicationName);
        const found = wanted.filter((name) => existing.includes(name));
        const missing = wanted.filter((name) => !existing.includes(name));
        return {
          deploymentGroupsInfo: found.map((name) => describeGroup(codeDeploy, codeDeploy.group(applicationName, name))),
          ...(missing.length === 0
            ? {}
            : { errorMessage: `No Deployment Group found for name: ${missing.join(', ')}` }),
        };
      },
    ),
    ...operation(
      'ListDeploymentGroups',
      { applicationName: v.string(), nextToken: v.optional(v.string()) },
      ({ applicationName, nextToken }) => {
        const { names: deploymentGroups, ...next } = pageOf(namesOf(applicationName), nextToken);
        return { applicationName, deploymentGroups, ...next };
      },
    ),
    ...operation(
      'UpdateDeploymentGroup',
      {
        applicationName: v.string(),
        currentDeploymentGroupName: v.string(),
        alarmConfiguration: v.optional(alarmConfiguration),
        autoRollbackConfiguration: v.optional(autoRollbackConfiguration),
        deploymentConfigName: v.optional(v.string()),
      },
      ({ applicationName, currentDeploymentGroupName: name, ...sent }) => {
        codeDeploy.requireApplication(applicationName);
        const group: DeploymentGroup = {
          ...codeDeploy.group(applicationName, name),
          ...(sent.alarmConfiguration ? readAlarms(sent.alarmConfiguration) : {}),
          ...(sent.autoRollbackConfiguration ? { rollbackOn: readRollback(sent.autoRollbackConfiguration) } : {}),
          ...(sent.deploymentConfigName === undefined ? {} : { configName: sent.deploymentConfigName }),
        };
        codeDeploy.checkAlarms(group);
        codeDeploy.configuration(group.configName);
        codeDeploy.groups.set(`${applicationName}/${name}`, group);
        return {};
      },
    ),
  };
}
