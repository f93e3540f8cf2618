import { Stack } from 'aws-cdk-lib';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { foreseenThatFits, type GateFileObject } from '../../domain/release/manifest';
import { MANIFEST_SCHEMA, manifestParameterName } from '../../domain/release/platform-names';
import { askedOf, definitionsOf } from './asked-gates';
import { foresee } from './foreseen';
import type { GreenAlarms } from './green-alarms';
import type { ReleaseSettings } from './release-settings';

export interface ReleaseManifestProps {
  readonly settings: ReleaseSettings;
  readonly deploymentGroup: codedeploy.CfnDeploymentGroup;
  readonly alarms: GreenAlarms;
  readonly gateFile: GateFileObject;
  readonly releaseRole: iam.IRole;
}

/** What the platform needs to know of a release, as a parameter that it finds by the deployment group. */
export function addManifest(release: Construct, props: ReleaseManifestProps): ssm.CfnParameter {
  const { settings, deploymentGroup, alarms, gateFile, releaseRole } = props;
  const asked = askedOf(settings.gates);
  // What is refused is not judged: nothing would come of it.
  const gates = definitionsOf(settings.gates);
  const { shape } = settings.traffic;
  const foreseen =
    settings.problems.length > 0
      ? []
      : foresee(release, { ...settings, gates, shape, alarmMetrics: alarms.metricCount });
  return new ssm.CfnParameter(release, 'Manifest', {
    name: manifestParameterName(settings.platformName, deploymentGroup.ref),
    description: `What the release platform needs to know of ${release.node.path}`,
    type: 'String',
    value: Stack.of(release).toJsonString({
      schema: MANIFEST_SCHEMA,
      gates: { ...gateFile, asked },
      releaseRoleArn: releaseRole.roleArn,
      alarms: Object.fromEntries(Object.entries(alarms.byPlace).map(([place, alarm]) => [place, alarm.alarmName])),
      foreseen: foreseenThatFits(asked, foreseen),
    }),
  });
}
