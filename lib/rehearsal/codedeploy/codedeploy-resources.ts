import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import type { Place } from '../kernel/place';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { tags, templateBoolean, templateNumber } from '../kernel/template-values';
import type { CodeDeploy } from './codedeploy';
import type { DeploymentGroup, RollbackEvent } from './deployment-group';
import type { TrafficRouting } from './traffic-routing';

const rollbackEvents = v.array(
  v.picklist(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST']),
);

/** CodeDeploy User Guide, "Limits": one increment moves at most 99 %. */
const percentage = v.pipe(templateNumber, v.integer(), v.minValue(1), v.maxValue(99));
const minutes = v.pipe(templateNumber, v.integer(), v.minValue(1));

const groupProperties = {
  AlarmConfiguration: v.optional(
    v.strictObject({
      Alarms: v.optional(v.array(v.strictObject({ Name: v.string() }))),
      Enabled: v.optional(templateBoolean),
      IgnorePollAlarmFailure: v.optional(templateBoolean),
    }),
  ),
  ApplicationName: v.string(),
  AutoRollbackConfiguration: v.optional(
    v.strictObject({ Enabled: v.optional(templateBoolean), Events: v.optional(rollbackEvents) }),
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

/** `AWS::CodeDeploy::Application`, `::DeploymentConfig` and `::DeploymentGroup` on the Lambda platform. */
export function codeDeployResources(
  codeDeploy: CodeDeploy,
  place: Place,
  /** Whether CodeDeploy may assume a role. */
  canAssume: (roleArn: string) => boolean,
): readonly ResourceProvider[] {
  const putGroup = (name: string, given: v.InferOutput<v.StrictObjectSchema<typeof groupProperties, undefined>>) => {
    if (!canAssume(given.ServiceRoleArn)) {
      throw new ApiError('InvalidRoleException', `Cannot assume role provided: ${given.ServiceRoleArn}`);
    }
    const events: readonly RollbackEvent[] = given.AutoRollbackConfiguration?.Events ?? [];
    const group: DeploymentGroup = {
      applicationName: given.ApplicationName,
      name,
      configName: given.DeploymentConfigName ?? 'CodeDeployDefault.LambdaAllAtOnce',
      roleArn: given.ServiceRoleArn,
      alarms: (given.AlarmConfiguration?.Alarms ?? []).map((alarm) => alarm.Name),
      alarmsEnabled: given.AlarmConfiguration?.Enabled ?? true,
      ignorePollAlarmFailure: given.AlarmConfiguration?.IgnorePollAlarmFailure ?? false,
      rollbackOn: (given.AutoRollbackConfiguration?.Enabled ?? true) ? events : [],
    };
    codeDeploy.groups.set(`${group.applicationName}/${name}`, group);
    return { id: name, attributes: {} };
  };
  return [
    provideResource({
      type: 'AWS::CodeDeploy::Application',
      properties: {
        ApplicationName: v.optional(v.string()),
        ComputePlatform: v.literal('Lambda'),
        Tags: tags,
      },
      replacedBy: ['ApplicationName'],
      create: ({ ApplicationName }, { generatedName }) => {
        const name = ApplicationName ?? generatedName.slice(0, 100);
        codeDeploy.applications.add(name);
        return { id: name, attributes: { Arn: place.arn('codedeploy', `application:${name}`) } };
      },
      update: ({ physical }) => physical,
      remove: ({ id }) => {
        codeDeploy.applications.delete(id);
      },
    }),
    provideResource({
      type: 'AWS::CodeDeploy::DeploymentConfig',
      properties: {
        ComputePlatform: v.literal('Lambda'),
        DeploymentConfigName: v.optional(v.string()),
        TrafficRoutingConfig: v.variant('Type', [
          v.strictObject({ Type: v.literal('AllAtOnce') }),
          v.strictObject({
            Type: v.literal('TimeBasedCanary'),
            TimeBasedCanary: v.strictObject({ CanaryPercentage: percentage, CanaryInterval: minutes }),
          }),
          v.strictObject({
            Type: v.literal('TimeBasedLinear'),
            TimeBasedLinear: v.strictObject({ LinearPercentage: percentage, LinearInterval: minutes }),
          }),
        ]),
      },
      create: ({ DeploymentConfigName, TrafficRoutingConfig: config }, { generatedName }) => {
        const name = DeploymentConfigName ?? generatedName.slice(0, 100);
        codeDeploy.configurations.set(name, routingOf(config));
        return { id: name, attributes: {} };
      },
      remove: ({ id }) => {
        codeDeploy.configurations.delete(id);
      },
    }),
    provideResource({
      type: 'AWS::CodeDeploy::DeploymentGroup',
      properties: groupProperties,
      replacedBy: ['ApplicationName', 'DeploymentGroupName'],
      create: (given, { generatedName }) => putGroup(given.DeploymentGroupName ?? generatedName.slice(0, 100), given),
      update: ({ physical, next }) => putGroup(physical.id, next),
      remove: ({ id }, { ApplicationName }) => {
        codeDeploy.groups.delete(`${ApplicationName}/${id}`);
      },
    }),
  ];
}

type RoutingConfig =
  | { readonly Type: 'AllAtOnce' }
  | {
      readonly Type: 'TimeBasedCanary';
      readonly TimeBasedCanary: { readonly CanaryPercentage: number; readonly CanaryInterval: number };
    }
  | {
      readonly Type: 'TimeBasedLinear';
      readonly TimeBasedLinear: { readonly LinearPercentage: number; readonly LinearInterval: number };
    };

function routingOf(config: RoutingConfig): TrafficRouting {
  switch (config.Type) {
    case 'AllAtOnce':
      return { kind: 'all-at-once' };
    case 'TimeBasedCanary': {
      const { CanaryPercentage, CanaryInterval } = config.TimeBasedCanary;
      return { kind: 'canary', percentage: CanaryPercentage, intervalMinutes: CanaryInterval };
    }
    case 'TimeBasedLinear': {
      const { LinearPercentage, LinearInterval } = config.TimeBasedLinear;
      return { kind: 'linear', percentage: LinearPercentage, intervalMinutes: LinearInterval };
    }
  }
}
