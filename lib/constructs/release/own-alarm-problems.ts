import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { MODES } from '../../domain/gate/gate-settings';
import { alarmTitle } from '../../domain/release/manifest';
import { BUDGETS } from '../../domain/size/budgets';
import { isElsewhere, placeOf } from './elsewhere';
import type { ReleaseAlarm, ReleaseAlarms } from './release-alarms';

export interface AlarmLimits {
  /** How many alarms a deployment group may have. */
  readonly maxAlarms: number;
  /** The names of the release's gates, beside which an alarm's is kept. */
  readonly gateNames: readonly string[];
}

/** What is wrong with the alarms of a release, each as one sentence. */
export function alarmProblems(
  release: Construct,
  alarms: ReleaseAlarms,
  { maxAlarms, gateNames }: AlarmLimits,
): readonly string[] {
  const { all, own, enforced } = alarms;
  const places = all.map(({ place }) => place);
  const repeated = own
    .map(({ place }) => place)
    .filter((place) => places.indexOf(place) !== places.lastIndexOf(place) || gateNames.includes(alarmTitle(place)));
  const names = all.map(({ alarm }) => knownName(alarm));
  const twice = own.filter(({ alarm }) => {
    const name = knownName(alarm);
    return all.filter((one, index) => one.alarm === alarm || (name !== undefined && names[index] === name)).length > 1;
  });
  const ours = enforced.filter(({ isOwn }) => !isOwn).length;
  return [
    ...own.flatMap((one) => problemsOf(release, one)),
    ...new Set(
      twice.map(({ alarm }) => `\`alarms\` must be different alarms of your own, got twice: ${alarm.node.path}`),
    ),
    ...(twice.length > 0 ? [] : new Set(repeated.map(repeatedProblem))),
    ...(enforced.length > maxAlarms
      ? [
          `\`alarms\` must be ${maxAlarms - ours} at most that count, as CodeDeploy takes ${maxAlarms} alarms and ${ours} are the release's own, got: ${enforced.length - ours}; make some of them shadows, or, where Service Quotas shows more for this account, say so by \`maxAlarms\` of the platform`,
        ]
      : []),
  ];
}

/**
 * An alarm's name as far as it is known at synth: two constructs may be one alarm, and CodeDeploy takes each name once
 * (CodeDeploy API Reference, "InvalidAlarmConfigException").
 */
function knownName(alarm: cloudwatch.IAlarm): string | undefined {
  if (!Token.isUnresolved(alarm.alarmName)) return alarm.alarmName;
  const resource = alarm.node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) return undefined;
  // A construct hands on a token that comes to nothing where it was given no name.
  const given: unknown = Stack.of(resource).resolve((alarm.node.defaultChild as cloudwatch.CfnAlarm).alarmName);
  return typeof given === 'string' ? given : undefined;
}

function repeatedProblem(place: string): string {
  return `\`alarms\` must have names that no other alarm or gate of the release has, got: \`${place}\` (\`${alarmTitle(place)}\` in reports); add it by \`addAlarm\` with a \`name\``;
}

const WORDS = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST = BUDGETS.gateName - alarmTitle('').length;

function problemsOf(release: Construct, { place, alarm, mode }: ReleaseAlarm): readonly string[] {
  const where = `\`alarms\`, ${alarm.node.path}`;
  const own = Stack.of(release);
  const kind = kindProblem(alarm);
  return [
    ...(kind === undefined ? [] : [`${where}: ${kind}`]),
    ...(WORDS.test(place) && place.length <= LONGEST
      ? []
      : [
          `${where}: \`name\` must be lower-case words joined by hyphens, ${LONGEST} characters at most, got: ${JSON.stringify(place)}`,
        ]),
    ...((MODES as readonly unknown[]).includes(mode)
      ? []
      : [`${where}: \`mode\` must be one of ${MODES.join(', ')}, got: ${JSON.stringify(mode)}`]),
    ...(isElsewhere(alarmEnvironment(alarm), own)
      ? [
          `${where}: must be in the account and region of the release, ${placeOf(own)}, where CodeDeploy asks for it by its name, got: ${placeOf(alarmEnvironment(alarm))}; make an alarm there`,
        ]
      : []),
  ];
}

/** An alarm by its ARN says there where it is, whatever the stack that imports it. */
function alarmEnvironment({ alarmArn, env }: cloudwatch.IAlarm) {
  const [, region, account] = /^arn:[^:]+:cloudwatch:([^:]+):([^:]+):alarm:/.exec(alarmArn) ?? [];
  return { region: region ?? env.region, account: account ?? env.account };
}

/** Why an alarm is none that CodeDeploy is known to take. One that is only known by its name may be any. */
function kindProblem({ node }: cloudwatch.IAlarm): string | undefined {
  const resource = node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) return undefined;
  const must = 'must be a metric alarm';
  const because = 'CodeDeploy has not been seen to take it, and stops a deployment whose alarms it cannot read';
  if (resource.cfnResourceType !== cloudwatch.CfnAlarm.CFN_RESOURCE_TYPE_NAME) {
    return `${must}, got: ${resource.cfnResourceType}; ${because}. Give the metric alarms that it is made of`;
  }
  const { evaluationCriteria } = node.defaultChild as cloudwatch.CfnAlarm;
  return evaluationCriteria === undefined
    ? undefined
    : `${must}, got: one with \`EvaluationCriteria\` (PromQL); ${because}. Give an alarm on a metric`;
}
