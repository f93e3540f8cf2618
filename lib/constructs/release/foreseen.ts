import { Annotations, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { US_EAST_1_PRICES } from '../../domain/cost/prices';
import { handlerMetricsCost, handlerMetricsSentence } from '../../domain/cost/handler-metrics-cost';
import { costSentence, releaseCost } from '../../domain/cost/release-cost';
import { kindOf, type GateDefinition } from '../../domain/gates/gate-kinds';
import { cautionOfErrorAlarm } from '../../domain/foresight/error-alarm';
import { afterTheFact, sightSentences } from '../../domain/foresight/sight-sentences';
import { watchedMeasures } from '../../domain/gates/watched-measures';
import type { WatchedMeasures } from '../../domain/foresight/watched-measures';
import { adoptionSentence, type Adoption } from '../../domain/release/adoption';
import { shiftMinutes, type TrafficShape } from '../../domain/traffic/traffic-shape';
import type { Mode } from '../../domain/gate/gate-settings';
import type { ExpectationProps } from './expectation';

const USUAL_ERROR_RATE_PERCENT = 0.1;
const RELEASES_PER_MONTH = 10;

/** @internal */
export interface ForeseenProps extends ExpectationProps {
  readonly function: lambda.Function;
  readonly gates: readonly GateDefinition[];
  readonly shape: TrafficShape;
  readonly bakeMinutes: number | undefined;
  readonly adoption: Adoption;
  readonly maxErrorIncreasePoints: number;
  /** Whether the alarm on green's errors counts. */
  readonly errorAlarm: Mode;
  /** Whether a gate that counts watches errors. */
  readonly watchesErrors: boolean;
  /** Whether the handler publishes metrics of its own. */
  readonly releaseMetrics: boolean;
  /** How many tables the gates watch, each for each gate. */
  readonly tables: number;
  /** How many metrics the release's alarms look at. */
  readonly alarmMetrics: number;
}

/**
 * Says at synth what can be known of a release, and answers it in sentences.
 *
 * @internal
 */
export function foresee(release: Construct, props: ForeseenProps): readonly string[] {
  const watched = watchedMeasures(props.gates, props.releaseMetrics);
  return [
    ...foreseeSight(release, props, watched),
    ...(watched ? foreseeTiming(release, props) : []),
    ...foreseeCost(release, props),
    ...(props.releaseMetrics ? foreseeMetricsCost(release, props) : []),
    ...foreseeGates(release, props),
    ...(props.adoption === 'alongside' ? [] : foreseeAlarm(release, props)),
    ...foreseeStage(release, props),
  ];
}

/** Where it is not as usual: of one alongside that nothing stops it, which is what its squad wants by now. */
function foreseeStage(release: Construct, { adoption }: ForeseenProps): readonly string[] {
  const sentence = adoptionSentence(adoption);
  if (sentence === undefined) return [];
  Annotations.of(release).addInfoV2('sluice:adoption', sentence);
  return [sentence];
}

/** The alarm on green's errors beside a watch, and where nothing looks at errors. */
function foreseeAlarm(release: Construct, props: ForeseenProps): readonly string[] {
  const caution = cautionOfErrorAlarm(props);
  if (!caution) return [];
  Annotations.of(release).addWarningV2(`sluice:${caution.code}`, caution.message);
  return [caution.message];
}

function foreseeGates(release: Construct, { gates }: ForeseenProps): readonly string[] {
  const sentences = gates.flatMap((gate) => kindOf(gate).foreseen?.(gate) ?? []);
  const cautions = gates.flatMap((gate) => kindOf(gate).cautions?.(gate) ?? []);
  const annotations = Annotations.of(release);
  for (const sentence of sentences) annotations.addInfoV2('sluice:judgingCost', sentence);
  for (const { code, message } of cautions) annotations.addWarningV2(`sluice:${code}`, message);
  return [...sentences, ...cautions.map(({ message }) => message)];
}

function foreseeTiming(release: Construct, { shape, releaseMetrics }: ForeseenProps): readonly string[] {
  const sentences = afterTheFact(shape, releaseMetrics);
  for (const sentence of sentences) Annotations.of(release).addWarningV2('sluice:watchAfterTheFact', sentence);
  return sentences;
}

function foreseeSight(
  release: Construct,
  props: ForeseenProps,
  watched: WatchedMeasures | undefined,
): readonly string[] {
  const { expectedTraffic, shape, maxErrorIncreasePoints } = props;
  // Of an alarm that stops nothing there is nothing to foresee.
  if (!expectedTraffic || (props.errorAlarm === 'shadow' && !watched?.errors)) return [];
  const { sentences, isLittle } = sightSentences({
    shape,
    requestsPerMinute: expectedTraffic.countPerMinute,
    maxErrorIncreasePoints,
    usualErrorRatePercent: props.usualErrorRatePercent ?? USUAL_ERROR_RATE_PERCENT,
    watched,
    errorAlarm: props.errorAlarm,
  });
  const annotations = Annotations.of(release);
  const text = sentences.join(' ');
  if (isLittle) annotations.addWarningV2('sluice:canarySeesLittle', text);
  else annotations.addInfoV2('sluice:canarySees', text);
  return sentences;
}

function foreseeCost(release: Construct, props: ForeseenProps): readonly string[] {
  const releasesPerMonth = props.expectedReleasesPerMonth ?? RELEASES_PER_MONTH;
  const { architecture } = props.function;
  const cost = releaseCost({
    gates: props.gates,
    shape: props.shape,
    bakeMinutes: props.bakeMinutes,
    tables: props.tables,
    releaseMetrics: props.releaseMetrics,
    functionGb: memoryGb(props.function),
    releasesPerMonth,
    alarmMetrics: props.alarmMetrics,
    architecture: architecture.name === lambda.Architecture.ARM_64.name ? 'arm64' : 'x86_64',
    prices: { ...US_EAST_1_PRICES, ...props.prices },
  });
  const sentence = costSentence(cost, releasesPerMonth);
  Annotations.of(release).addInfoV2('sluice:releaseCost', sentence);
  return [sentence];
}

function foreseeMetricsCost(release: Construct, props: ForeseenProps): readonly string[] {
  const cost = handlerMetricsCost({
    releasesPerMonth: props.expectedReleasesPerMonth ?? RELEASES_PER_MONTH,
    shiftMinutes: shiftMinutes(props.shape),
    callsPerMinute: props.expectedTraffic?.countPerMinute,
    prices: { ...US_EAST_1_PRICES, ...props.prices },
  });
  const sentence = handlerMetricsSentence(cost);
  Annotations.of(release).addInfoV2('sluice:releaseMetricsCost', sentence);
  return [sentence];
}

/** Lambda's default, and its most (Lambda Developer Guide, "Configure Lambda function memory"). */
const DEFAULT_MEMORY_MB = 128;
const MOST_MEMORY_MB = 10_240;

function memoryGb(fn: lambda.Function): number {
  const memory = (fn.node.defaultChild as lambda.CfnFunction).memorySize ?? DEFAULT_MEMORY_MB;
  // What is known only once deployed is taken for the most that it can be.
  return (Token.isUnresolved(memory) ? MOST_MEMORY_MB : memory) / 1024;
}
