import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import type { Place } from '../../kernel/place';
import { provideResource, type PhysicalResource, type ResourceProvider } from '../../kernel/resource-provider';
import { tags, templateBoolean } from '../../kernel/template-values';
import type { CodeDeploy } from '../codedeploy';
import { ROLLBACK_EVENTS, type DeploymentGroup } from '../deployment-group';
import { checkName } from './check-name';

/** CodeDeploy User Guide, "CodeDeploy quotas": deployment groups of an application. */
const MOST_GROUPS = 1000;

const properties = {
  AlarmConfiguration: v.optional(
    v.strictObject({
      Alarms: v.optional(v.array(v.strictObject({ Name: v.string() }))),
      Enabled: v.optional(templateBoolean),
      IgnorePollAlarmFailure: v.optional(templateBoolean),
    }),
  ),
  ApplicationName: v.string(),
  AutoRollbackConfiguration: v.optional(
    v.strictObject({
      Enabled: v.optional(templateBoolean),
      Events: v.optional(v.array(v.picklist(ROLLBACK_EVENTS))),
    }),
  ),
  DeploymentConfigName: v.optional(v.string()),
  DeploymentGroupName: v.optional(v.string()),
  DeploymentStyle: v.strictObject({
    DeploymentOption: v.literal('WITH_TRAFFIC_CONTROL'),
    DeploymentType: v.literal('BLUE_GREEN'),
  }),
  ServiceRoleArn: v.string(),
  Tags: tags,
};

type Properties = v.InferOutput<v.StrictObjectSchema<typeof properties, undefined>>;

/**
 * `AWS::CodeDeploy::DeploymentGroup` on the Lambda platform.
 *
 * @param canAssume whether CodeDeploy may assume a role for a group
 */
export function groupProvider(
  codeDeploy: CodeDeploy,
  place: Place,
  canAssume: (roleArn: string, groupArn: string) => boolean,
): ResourceProvider {
  const { groups } = codeDeploy;
  const put = (name: string, given: Properties): PhysicalResource => {
    const arn = place.arn('codedeploy', `deploymentgroup:${given.ApplicationName}/${name}`);
    if (!canAssume(given.ServiceRoleArn, arn)) {
      throw new ApiError('InvalidRoleException', `Cannot assume role provided: ${given.ServiceRoleArn}`);
    }
    const group = groupOf(name, given);
    codeDeploy.requireApplication(group.applicationName);
    codeDeploy.configuration(group.configName);
    codeDeploy.checkAlarms(group);
    groups.set(`${group.applicationName}/${name}`, group);
    return { id: name, attributes: {} };
  };
  return provideResource({
    type: 'AWS::CodeDeploy::DeploymentGroup',
    properties,
    replacedBy: ['ApplicationName', 'DeploymentGroupName'],
    claim: ({ ApplicationName, DeploymentGroupName: name }) =>
      name === undefined
        ? undefined
        : {
            identity: `${ApplicationName}/${name}`,
            isTaken: groups.has(`${ApplicationName}/${name}`),
            refusal: new ApiError('DeploymentGroupAlreadyExistsException', `Deployment group already exists: ${name}`),
          },
    create: (given, { generatedName }) => {
      const name = checkName('deployment group', given.DeploymentGroupName ?? generatedName.slice(0, 100));
      const siblings = [...groups.values()].filter((one) => one.applicationName === given.ApplicationName);
      if (siblings.length >= MOST_GROUPS) {
        const message = `The application ${given.ApplicationName} has ${MOST_GROUPS} deployment groups.`;
        throw new ApiError('DeploymentGroupLimitExceededException', message);
      }
      return put(name, given);
    },
    update: ({ physical, next }) => put(physical.id, next),
    remove: ({ id }, { ApplicationName }) => {
      groups.delete(`${ApplicationName}/${id}`);
    },
  });
}

function groupOf(name: string, given: Properties): DeploymentGroup {
  const { AlarmConfiguration: alarms, AutoRollbackConfiguration: rollback } = given;
  return {
    applicationName: given.ApplicationName,
    name,
    configName: given.DeploymentConfigName ?? 'CodeDeployDefault.LambdaAllAtOnce',
    roleArn: given.ServiceRoleArn,
    alarms: (alarms?.Alarms ?? []).map((alarm) => alarm.Name),
    alarmsEnabled: alarms?.Enabled ?? true,
    ignorePollAlarmFailure: alarms?.IgnorePollAlarmFailure ?? false,
    rollbackOn: (rollback?.Enabled ?? true) ? (rollback?.Events ?? []) : [],
  };
}
