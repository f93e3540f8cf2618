import * as v from 'valibot';
import type { CodeDeploy } from '../codedeploy';
import { identityOf } from '../identity';
import type { TrafficRouting } from '../traffic-routing';
import type { Operation } from '../../kernel/service-api';
import { operation } from './operation';
import { pageOf } from './page';

/** The operations on deployment configurations. */
export function configurationOperations(codeDeploy: CodeDeploy): Readonly<Record<string, Operation>> {
  const { randomness } = codeDeploy.ports;
  return {
    ...operation('GetDeploymentConfig', { deploymentConfigName: v.string() }, ({ deploymentConfigName }) => ({
      deploymentConfigInfo: {
        deploymentConfigId: identityOf(randomness, 'configuration', deploymentConfigName),
        deploymentConfigName,
        computePlatform: 'Lambda',
        trafficRoutingConfig: describeRouting(codeDeploy.configuration(deploymentConfigName)),
      },
    })),
    ...operation('ListDeploymentConfigs', { nextToken: v.optional(v.string()) }, ({ nextToken }) => {
      const all = [...codeDeploy.configurations.keys()].sort();
      const { names: deploymentConfigsList, ...next } = pageOf(all, nextToken);
      return { deploymentConfigsList, ...next };
    }),
  };
}

function describeRouting(routing: TrafficRouting) {
  switch (routing.kind) {
    case 'all-at-once':
      return { type: 'AllAtOnce' };
    case 'canary': {
      const timeBasedCanary = { canaryPercentage: routing.percentage, canaryInterval: routing.intervalMinutes };
      return { type: 'TimeBasedCanary', timeBasedCanary };
    }
    case 'linear': {
      const timeBasedLinear = { linearPercentage: routing.percentage, linearInterval: routing.intervalMinutes };
      return { type: 'TimeBasedLinear', timeBasedLinear };
    }
  }
}
