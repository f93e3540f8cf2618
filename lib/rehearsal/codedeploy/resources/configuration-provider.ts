import * as v from 'valibot';
import { ApiError } from '../../kernel/api-error';
import { claimName } from '../../kernel/claim';
import { provideResource, type ResourceProvider } from '../../kernel/resource-provider';
import { templateNumber } from '../../kernel/template-values';
import type { CodeDeploy } from '../codedeploy';
import { BUILT_IN_CONFIGURATIONS, isPossible, type TrafficRouting } from '../traffic-routing';
import { checkName } from './check-name';

/** CodeDeploy User Guide, "CodeDeploy quotas": custom configurations of an account. */
const MOST_CONFIGURATIONS = 200;

const trafficRoutingConfig = v.variant('Type', [
  v.strictObject({ Type: v.literal('AllAtOnce') }),
  v.strictObject({
    Type: v.literal('TimeBasedCanary'),
    TimeBasedCanary: v.strictObject({ CanaryPercentage: templateNumber, CanaryInterval: templateNumber }),
  }),
  v.strictObject({
    Type: v.literal('TimeBasedLinear'),
    TimeBasedLinear: v.strictObject({ LinearPercentage: templateNumber, LinearInterval: templateNumber }),
  }),
]);

/** `AWS::CodeDeploy::DeploymentConfig` on the Lambda platform. Every change of one replaces it. */
export function configurationProvider(codeDeploy: CodeDeploy): ResourceProvider {
  const { configurations } = codeDeploy;
  return provideResource({
    type: 'AWS::CodeDeploy::DeploymentConfig',
    properties: {
      ComputePlatform: v.literal('Lambda'),
      DeploymentConfigName: v.optional(v.string()),
      TrafficRoutingConfig: trafficRoutingConfig,
    },
    claim: ({ DeploymentConfigName }) =>
      claimName(
        DeploymentConfigName,
        (name) => configurations.has(name),
        (name) => new ApiError('DeploymentConfigAlreadyExistsException', `Deployment Config already exists: ${name}`),
      ),
    create: ({ DeploymentConfigName, TrafficRoutingConfig: config }, { generatedName }) => {
      const name = checkName('deployment configuration', DeploymentConfigName ?? generatedName.slice(0, 100));
      if (configurations.size - BUILT_IN_CONFIGURATIONS.size >= MOST_CONFIGURATIONS) {
        throw new ApiError(
          'DeploymentConfigLimitExceededException',
          `The account has ${MOST_CONFIGURATIONS} deployment configurations of its own.`,
        );
      }
      const routing = routingOf(config);
      if (!isPossible(routing)) {
        throw new ApiError(
          'InvalidTrafficRoutingConfigurationException',
          `A shift moves 1 to 99 whole percent at a time and takes whole minutes, at most 2880 from its first to its last step. ${name} has ${JSON.stringify(config)}.`,
        );
      }
      configurations.set(name, routing);
      return { id: name, attributes: {} };
    },
    remove: ({ id }) => {
      const user = [...codeDeploy.groups.values()].find(({ configName }) => configName === id);
      if (user) {
        throw new ApiError(
          'DeploymentConfigInUseException',
          `The deployment configuration ${id} is used by ${user.name}.`,
        );
      }
      configurations.delete(id);
    },
  });
}

function routingOf(config: v.InferOutput<typeof trafficRoutingConfig>): TrafficRouting {
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
