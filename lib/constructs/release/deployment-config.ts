import { Stack } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type { Construct } from 'constructs';
import { builtInConfiguration, type TrafficShape } from '../../domain/traffic/traffic-shape';

/** The name of CodeDeploy's configuration of a shape: its own where it has one, else one that the stack shares. */
export function deploymentConfigName(scope: Construct, shape: TrafficShape): string {
  const builtIn = builtInConfiguration(shape);
  if (builtIn !== undefined || shape.kind === 'all-at-once') return builtIn ?? '';
  const { kind, percent, intervalMinutes } = shape;
  const stack = Stack.of(scope);
  const id = `Sluice${kind === 'canary' ? 'Canary' : 'Linear'}${percent}Percent${intervalMinutes}Minutes`;
  const shared = stack.node.tryFindChild(id) as codedeploy.CfnDeploymentConfig | undefined;
  const config =
    shared ??
    new codedeploy.CfnDeploymentConfig(stack, id, {
      computePlatform: 'Lambda',
      trafficRoutingConfig:
        kind === 'canary'
          ? { type: 'TimeBasedCanary', timeBasedCanary: { canaryPercentage: percent, canaryInterval: intervalMinutes } }
          : {
              type: 'TimeBasedLinear',
              timeBasedLinear: { linearPercentage: percent, linearInterval: intervalMinutes },
            },
    });
  return config.ref;
}
