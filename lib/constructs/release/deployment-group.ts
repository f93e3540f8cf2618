import { Lazy } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type { Construct } from 'constructs';
import type { Published } from '../platform/published';
import type { Glass } from './glass';
import { deploymentConfigName } from './deployment-config';
import type { ReleaseAlarms } from './release-alarms';
import type { BoundTrafficPlan } from './traffic-plan';

export interface ReleaseGroupProps {
  readonly published: Published;
  readonly traffic: BoundTrafficPlan;
  readonly alarms: ReleaseAlarms;
  /** By which its alarms are switched off for this deploy. */
  readonly glass: Glass;
}

/** The deployment group of a release, in its platform's application: CodeDeploy rolls back for whatever is wrong. */
export function addDeploymentGroup(
  release: Construct,
  { published, traffic, alarms, glass }: ReleaseGroupProps,
): codedeploy.CfnDeploymentGroup {
  return new codedeploy.CfnDeploymentGroup(release, 'DeploymentGroup', {
    applicationName: published('application'),
    serviceRoleArn: published('groupRole'),
    deploymentConfigName: traffic.problems.length > 0 ? '' : deploymentConfigName(release, traffic.shape),
    deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    // Whoever has the release may add alarms to it until the synth.
    alarmConfiguration: Lazy.uncachedAny({ produce: (context) => alarmConfiguration(alarms, glass.idAt(context)) }),
    autoRollbackConfiguration: {
      enabled: true,
      events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
    },
  });
}

/**
 * What CodeDeploy watches. Where no alarm is left it is switched off: an empty list, or none, leaves a group the alarms that
 * it had (CDK feature flag `@aws-cdk/aws-codedeploy:removeAlarmsFromDeploymentGroup`).
 */
function alarmConfiguration(
  { enforced }: ReleaseAlarms,
  glassId: string | undefined,
): codedeploy.CfnDeploymentGroup.AlarmConfigurationProperty {
  if (enforced.length === 0) return { enabled: false };
  // Named all the same: whoever looks at the group sees what is off.
  return { enabled: glassId === undefined, alarms: enforced.map(({ alarm }) => ({ name: alarm.alarmName })) };
}

/** The group as CDK's constructs and functions take one. */
export function asLambdaDeploymentGroup(
  release: Construct,
  { ref, applicationName, deploymentConfigName: configName = '' }: codedeploy.CfnDeploymentGroup,
): codedeploy.ILambdaDeploymentGroup {
  const { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } = codedeploy;
  return LambdaDeploymentGroup.fromLambdaDeploymentGroupAttributes(release, 'Group', {
    application: LambdaApplication.fromLambdaApplicationName(release, 'Application', applicationName),
    deploymentGroupName: ref,
    deploymentConfig: LambdaDeploymentConfig.fromLambdaDeploymentConfigName(release, 'DeploymentConfig', configName),
  });
}
