import { Lazy, Stack } from 'aws-cdk-lib';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { GateDefinition } from '../../domain/gates/gate-kinds';
import { DEFAULT_ADOPTION } from '../../domain/release/adoption';
import type { AskedGate, GateFileObject } from '../../domain/release/manifest';
import { alarmsThatFit, foreseenThatFits, type LongestNames } from '../../domain/release/manifest-room';
import { MANIFEST_SCHEMA, manifestParameterName, SUBJECT_METADATA } from '../../domain/release/platform-names';
import { settleSeconds } from '../../domain/shift/look-times';
import type { ManifestWatch } from '../../domain/shift/watch-plan';
import { expectedCalls } from '../../domain/foresight/expected-calls';
import { shiftMinutes } from '../../domain/traffic/traffic-shape';
import { askedOf, definitionsOf, isWatched } from './asked-gates';
import { foresee } from './foreseen';
import type { Glass } from './glass';
import { longestAlarmName } from './longest-alarm-name';
import { releasedCode } from './released-code';
import type { ReleaseAlarm, ReleaseAlarms } from './release-alarms';
import type { ReleaseSettings } from './release-settings';

export interface ReleaseManifestProps {
  readonly settings: ReleaseSettings;
  readonly deploymentGroup: codedeploy.CfnDeploymentGroup;
  readonly alarms: ReleaseAlarms;
  /** How many metrics the alarms look at that the release makes. */
  readonly alarmMetrics: number;
  readonly gateFile: GateFileObject;
  readonly releaseRole: iam.IRole;
  /** What is released, as a SHA-256. */
  readonly subject: string;
  readonly glass: Glass;
}

/** What the platform needs to know of a release, as a parameter that it finds by the deployment group. */
export function addManifest(release: Construct, props: ReleaseManifestProps): ssm.CfnParameter {
  const { settings, deploymentGroup, alarms, alarmMetrics, gateFile, releaseRole, subject, glass } = props;
  const asked = askedOf(settings.gates);
  // What is refused is not judged: nothing would come of it.
  const gates = definitionsOf(settings.gates);
  const { shape } = settings.traffic;
  const tables = asked.reduce((sum, gate) => sum + (gate.tables?.length ?? 0), 0);
  const foreseen =
    settings.problems.length > 0
      ? []
      : foresee(release, {
          ...{ ...settings, gates, shape, tables, alarmMetrics },
          errorAlarm: settings.alarmModes['error-rate'],
          watchesErrors: watchesErrors(asked, gates),
        });
  const manifest = new ssm.CfnParameter(release, 'Manifest', {
    name: manifestParameterName(settings.platformName, deploymentGroup.ref),
    description: `What the release platform needs to know of ${release.node.path}`,
    type: 'String',
    // Whoever has the release may add alarms to it until the synth.
    value: Lazy.uncachedString({
      produce: (context) => {
        const glassId = glass.idAt(context);
        const names = shippedNames(asked, alarms);
        const code = releasedCode(settings.function, context.preparing);
        return Stack.of(release).toJsonString({
          schema: MANIFEST_SCHEMA,
          subject,
          type: settings.type,
          ...(settings.adoption === DEFAULT_ADOPTION ? {} : { adoption: settings.adoption }),
          ...(code ? { code } : {}),
          gates: { ...gateFile, asked },
          releaseRoleArn: releaseRole.roleArn,
          ...(glassId === undefined ? {} : { breakGlass: glassId }),
          alarms: namesOf(names.enforced),
          ...(names.shadows.length > 0 ? { shadowAlarms: namesOf(names.shadows) } : {}),
          // What a watch goes by says it as well.
          ...(isWatched(settings.gates) ? { watch: watchOf(settings) } : { shiftMinutes: shiftMinutes(shape) }),
          foreseen: foreseenThatFits(asked, foreseen, names.taken),
        });
      },
    }),
  });
  // By this, whoever has the assembly alone finds what it releases.
  manifest.addMetadata(SUBJECT_METADATA, subject);
  return manifest;
}

/** Whether a gate that counts watches the errors of both versions. */
function watchesErrors(asked: readonly AskedGate[], gates: readonly GateDefinition[]): boolean {
  const shadows = asked.filter(({ mode }) => mode === 'shadow').map(({ name }) => name);
  return gates.some(({ kind, name }) => kind === 'error-rate' && !shadows.includes(name));
}

/** The alarms whose names the manifest has room for; for those of the release's own there is always some. */
function shippedNames(asked: readonly AskedGate[], { enforced, shadows }: ReleaseAlarms) {
  const taken = { shadows: longestNames(shadows), enforced: longestNames(enforced) };
  const fitting = alarmsThatFit(asked, taken);
  return {
    enforced: enforced.filter(({ isOwn, place }) => !isOwn || fitting[place] !== undefined),
    shadows,
    taken: [taken.shadows, fitting],
  };
}

function namesOf(alarms: readonly ReleaseAlarm[]): Readonly<Record<string, string>> {
  return Object.fromEntries(alarms.map(({ place, alarm }) => [place, alarm.alarmName]));
}

/** Of the squad's alarms. */
export function longestNames(alarms: readonly ReleaseAlarm[]): LongestNames {
  return Object.fromEntries(
    alarms.filter(({ isOwn }) => isOwn).map(({ place, alarm }) => [place, longestAlarmName(alarm)]),
  );
}

/** Lambda's default (Lambda Developer Guide, "Configure Lambda function timeout"). */
const DEFAULT_TIMEOUT_SECONDS = 3;

/** What the watch goes by that is known at synth. */
function watchOf({
  traffic: { shape },
  function: fn,
  expectedTraffic,
  releaseMetrics,
  bakeMinutes,
}: ReleaseSettings): ManifestWatch {
  const timeout = fn.timeout?.isUnresolved() ? undefined : (fn.timeout?.toSeconds() ?? DEFAULT_TIMEOUT_SECONDS);
  const greenCalls = expectedTraffic
    ? expectedCalls(shape, expectedTraffic.countPerMinute).reduce((sum, step) => sum + step.greenCalls, 0)
    : undefined;
  return {
    windowMinutes: shiftMinutes(shape),
    settleSeconds: settleSeconds(timeout),
    ...(greenCalls === undefined ? {} : { expectedGreenCalls: Math.round(greenCalls) }),
    ...(bakeMinutes === undefined ? {} : { bakeMinutes }),
    ...(releaseMetrics ? { releaseMetrics } : {}),
  };
}
