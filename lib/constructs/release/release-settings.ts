import { Duration, Stack } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { IN_FLIGHT } from '../../domain/gate/phase';
import { hookTimeProblems } from '../../domain/gate/hook-time';
import { gateFileProblem } from '../../domain/gates/gate-file';
import type { GateDefinition } from '../../domain/gates/gate-kinds';
import type { AskedGate } from '../../domain/release/manifest';
import { manifestProblem } from '../../domain/release/manifest-room';
import { DEFAULT_ADOPTION, type Adoption } from '../../domain/release/adoption';
import type { ReleaseType } from '../../domain/release/release-type';
import type { BoundGate } from '../gates/bound-gate';
import { platformNameProblem } from '../platform/platform-name';
import type { IReleasePlatform } from '../platform/i-release-platform';
import { ReleasePlatform } from '../platform/release-platform';
import { soundProps, type PropTable } from '../sound-props';
import { alarmModesAtStage, gatesAtStage } from './adoption-stages';
import { adoptionProblems } from './adopted-alias';
import { bakeMinutes, bakeProblems } from './bake-settings';
import { askedOf, definitionsOf } from './asked-gates';
import { gateElsewhereProblems } from './elsewhere';
import { EXPECTATION_PROPS, expectationProblems, type ExpectationProps } from './expectation';
import type { AlarmModes } from './release-alarms';
import type { GatedReleaseProps } from './gated-release-props';
import { ofType, saidType } from './release-types';
import { TrafficPlan, type BoundTrafficPlan } from './traffic-plan';

/** What a release is made by: what was given, with all defaults. */
export interface ReleaseSettings extends ExpectationProps {
  readonly type: ReleaseType;
  readonly adoption: Adoption;
  readonly function: lambda.Function;
  readonly gates: readonly BoundGate[];
  readonly platform: IReleasePlatform;
  /** Its name; where that is refused one that breaks nothing, as the checks of what it is a part of would hide the rest. */
  readonly platformName: string;
  readonly traffic: BoundTrafficPlan;
  /** Undefined where the new version is not looked at once it has all traffic. */
  readonly bakeMinutes: number | undefined;
  readonly existingAlias: lambda.Alias | undefined;
  readonly aliasName: string;
  readonly maxErrorIncreasePoints: number;
  readonly maxLatency: Duration;
  /** Whether the alarms count. */
  readonly alarmModes: AlarmModes;
  /** What the squad has already. */
  readonly alarms: readonly IAlarm[];
  readonly releaseMetrics: boolean;
  /** What is wrong with what was given, each as one sentence; whatever it is, the settings can be built. */
  readonly problems: readonly string[];
}

export function releaseSettings(release: Construct, given: GatedReleaseProps): ReleaseSettings {
  const { sound: whole, problems } = soundProps(given, RELEASE_PROPS, 'nearly-known');
  const said = saidType(release);
  const typed = ofType(said.type, whole.types);
  const sound = { ...whole, ...typed.own };
  const { adoption = DEFAULT_ADOPTION } = sound;
  const props = {
    ...sound,
    function: given.function,
    gates: gatesAtStage(adoption, sound.gates ?? []),
    platform: sound.platform ?? ReleasePlatform.fromPlatformName(release, 'Platform', 'default'),
    traffic: (sound.traffic ?? DEFAULT_TRAFFIC)._bindToRelease(),
  };
  const { platformName } = props.platform;
  return {
    ...props,
    platformName: platformNameProblem(platformName) === undefined ? platformName : 'refused',
    bakeMinutes: bakeMinutes(props),
    existingAlias: props.existingAlias,
    aliasName: props.existingAlias?.aliasName ?? props.aliasName ?? 'live',
    maxErrorIncreasePoints: props.maxErrorIncreasePoints ?? DEFAULT_MAX_ERROR_INCREASE_POINTS,
    maxLatency: props.maxLatency ?? defaultMaxLatency(given.function),
    alarmModes: alarmModesAtStage(adoption, {
      'error-rate': sound.errorRateAlarmMode ?? 'enforce',
      latency: sound.latencyAlarmMode ?? 'enforce',
    }),
    alarms: sound.alarms ?? [],
    releaseMetrics: props.releaseMetrics ?? false,
    type: said.type,
    adoption,
    problems: [...problems, ...said.problems, ...typed.problems, ...problemsOf(release, props, sound, given)],
  };
}

const DEFAULT_TRAFFIC = TrafficPlan.canary({ percent: 10, interval: Duration.minutes(10) });

/** In percent, of green's invocations. */
const DEFAULT_MAX_ERROR_INCREASE_POINTS = 5;

const RELEASE_PROPS = {
  ...EXPECTATION_PROPS,
  function: 'function!',
  gates: 'gates!',
  traffic: 'traffic',
  bake: 'duration',
  types: 'object',
  adoption: 'adoption',
  platform: 'platform',
  aliasName: 'aliasName',
  existingAlias: 'alias',
  maxErrorIncreasePoints: 'number',
  maxLatency: 'duration',
  errorRateAlarmMode: 'mode',
  latencyAlarmMode: 'mode',
  alarms: 'alarms',
  releaseMetrics: 'flag',
} as const satisfies PropTable<GatedReleaseProps>;

function defaultMaxLatency(fn: lambda.Function): Duration {
  // What stands in here for a time that nobody knows is refused.
  if (fn.timeout?.isUnresolved()) return Duration.seconds(1);
  return Duration.millis(Math.round((fn.timeout ?? Duration.seconds(3)).toMilliseconds() * 0.8));
}

function problemsOf(
  release: Construct,
  props: Pick<ReleaseSettings, 'function' | 'gates' | 'platform' | 'traffic'> &
    Omit<GatedReleaseProps, 'gates' | 'traffic'>,
  sound: Pick<Partial<GatedReleaseProps>, 'gates'>,
  given: GatedReleaseProps,
): string[] {
  const { gates, traffic, platform, maxErrorIncreasePoints: rate, maxLatency, existingAlias } = props;
  const asked = askedOf(gates);
  const names = gates.map((gate) => gate.name);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...(sound.gates?.length === 0 ? ['`gates` must have a gate: without one every change would pass'] : []),
    ...[...new Set(repeated)].map(
      (name) => `\`gates\` must have different names, got \`${name}\` twice: give one of them a \`name\``,
    ),
    ...gates.flatMap((gate) => gate.problems),
    ...gateElsewhereProblems(release, gates),
    ...bakeProblems(props),
    ...hookTimeProblems(asked, bakeMinutes(props)),
    ...unwatchedProblems(asked, traffic),
    ...(props.releaseMetrics === true ? unreadProblems(definitionsOf(gates)) : []),
    ...[manifestProblem(asked), gateFileProblem(definitionsOf(gates))].filter((problem) => problem !== undefined),
    ...traffic.problems.map((problem) => `\`traffic\`: ${problem}`),
    ...(rate !== undefined && !(rate >= 0 && rate < 100)
      ? [`\`maxErrorIncreasePoints\` must be from 0 to 99, got: ${rate}`]
      : []),
    ...(maxLatency !== undefined && !(maxLatency.toMilliseconds({ integral: false }) > 0)
      ? [`\`maxLatency\` must be above 0 ms, got: ${maxLatency.toMilliseconds({ integral: false })} ms`]
      : []),
    ...(given.maxLatency === undefined && props.function.timeout?.isUnresolved()
      ? [
          '`maxLatency` must be given: its default is 80 % of the timeout of the function, which exists only once deployed',
        ]
      : []),
    ...expectationProblems(props),
    ...(existingAlias ? adoptionProblems(release, existingAlias, props.function) : []),
    ...(existingAlias && props.aliasName !== undefined
      ? ['`aliasName` must be left out where `existingAlias` is given: it has a name']
      : []),
    ...[platformNameProblem(platform.platformName)].filter((problem) => problem !== undefined),
    ...(platform instanceof ReleasePlatform && Stack.of(platform) === Stack.of(release)
      ? ['`platform` must be in a stack of its own, deployed before the releases that use it']
      : []),
  ];
}

/** What a handler publishes is for gates that read it. */
function unreadProblems(gates: readonly GateDefinition[]): readonly string[] {
  if (gates.some((gate) => READ_METRICS.has(gate.kind))) return [];
  return ['`releaseMetrics` must be left out where no gate reads them: ask Gate.errorRate or Gate.latency'];
}

const READ_METRICS: ReadonlySet<GateDefinition['kind']> = new Set(['error-rate', 'latency']);

/** Where all traffic moves at once, no version serves beside the other. */
function unwatchedProblems(asked: readonly AskedGate[], { shape }: BoundTrafficPlan): readonly string[] {
  if (shape.kind !== 'all-at-once') return [];
  const names = asked.filter(({ phase, mode }) => phase === IN_FLIGHT && mode !== 'shadow').map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    `\`traffic\` must move in steps for what is asked while it moves, got: all at once, with ${names.map((name) => `\`${name}\``).join(', ')}; take TrafficPlan.canary or TrafficPlan.linear, or make the gates shadows`,
  ];
}
