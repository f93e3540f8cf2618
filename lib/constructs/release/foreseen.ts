import { Annotations, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { priceProblems, US_EAST_1_PRICES, type Prices } from '../../domain/cost/prices';
import { costSentence, releaseCost } from '../../domain/cost/release-cost';
import { kindOf, type GateDefinition } from '../../domain/gates/gate-kinds';
import { sightSentences } from '../../domain/foresight/sight-sentences';
import type { TrafficShape } from '../../domain/traffic/traffic-shape';
import type { Rate } from './rate';
import { soundProps } from '../sound-props';
import { KNOWN_AT_SYNTH, tokenPaths } from '../token-paths';

/** What a squad expects of its function, from which is worked out what a release will see and cost. */
export interface ExpectationProps {
  /**
   * How many requests customers send, on average in the hours in which you release. From it follows what the release's
   * alarms can see while traffic shifts: it is said at synth, with a plan that sees more where there is one.
   *
   * @default - nothing is said of what the alarms can see
   */
  readonly expectedTraffic?: Rate;
  /**
   * The share of invocations that fails although nothing is wrong, in percent. 0 to 99. Used with `expectedTraffic`.
   *
   * @default 0.1
   */
  readonly usualErrorRatePercent?: number;
  /**
   * How often the function is released in a month, for the monthly cost that is said at synth.
   *
   * @default 10
   */
  readonly expectedReleasesPerMonth?: number;
  /**
   * What AWS charges, in US dollars, where it is not the list price of US East (N. Virginia).
   *
   * @default - the list prices of US East (N. Virginia)
   */
  readonly prices?: Partial<Prices>;
}

const USUAL_ERROR_RATE_PERCENT = 0.1;
const RELEASES_PER_MONTH = 10;

/** More than any function gets; what is above is a mistake in the unit. */
const MOST_PER_MINUTE = 60_000_000;

/**
 * What is wrong with expectations, each as one sentence.
 *
 * @internal
 */
export function expectationProblems(props: ExpectationProps): readonly string[] {
  const { sound, problems } = soundProps(props, {
    expectedTraffic: 'rate',
    usualErrorRatePercent: 'number',
    expectedReleasesPerMonth: 'number',
    prices: 'object',
  });
  const { expectedTraffic, usualErrorRatePercent: usual, expectedReleasesPerMonth: releases, prices = {} } = sound;
  const perMinute = expectedTraffic?.countPerMinute ?? 1;
  if (Token.isUnresolved(perMinute) || Token.isUnresolved(expectedTraffic?.toString())) {
    return [...problems, `\`expectedTraffic\` ${KNOWN_AT_SYNTH}`];
  }
  return [
    ...problems,
    ...tokenPaths(prices).map((path) => `\`prices.${path}\` ${KNOWN_AT_SYNTH}`),
    ...(perMinute > 0 && perMinute <= MOST_PER_MINUTE
      ? []
      : [`\`expectedTraffic\` must be above 0 and at most 1000000 a second, got: ${String(expectedTraffic)}`]),
    ...(usual === undefined || (usual >= 0 && usual < 100)
      ? []
      : [`\`usualErrorRatePercent\` must be from 0 to 99, got: ${usual}`]),
    ...(releases === undefined || (releases >= 0 && Number.isFinite(releases))
      ? []
      : [`\`expectedReleasesPerMonth\` must be 0 or more, got: ${releases}`]),
    ...priceProblems(prices),
  ];
}

/** @internal */
export interface ForeseenProps extends ExpectationProps {
  readonly function: lambda.Function;
  readonly gates: readonly GateDefinition[];
  readonly shape: TrafficShape;
  readonly maxErrorRatePercent: number;
  /** How many metrics the release's alarms look at. */
  readonly alarmMetrics: number;
}

/**
 * Says at synth what can be known of a release, and answers it in sentences.
 *
 * @internal
 */
export function foresee(release: Construct, props: ForeseenProps): readonly string[] {
  return [...foreseeSight(release, props), ...foreseeCost(release, props), ...foreseeGates(release, props)];
}

function foreseeGates(release: Construct, { gates }: ForeseenProps): readonly string[] {
  const sentences = gates.flatMap((gate) => kindOf(gate).foreseen?.(gate) ?? []);
  for (const sentence of sentences) Annotations.of(release).addInfoV2('sluice:judgingCost', sentence);
  return sentences;
}

function foreseeSight(release: Construct, props: ForeseenProps): readonly string[] {
  const { expectedTraffic, shape, maxErrorRatePercent } = props;
  if (!expectedTraffic) return [];
  const { sentences, isLittle } = sightSentences({
    shape,
    requestsPerMinute: expectedTraffic.countPerMinute,
    maxErrorRatePercent,
    usualErrorRatePercent: props.usualErrorRatePercent ?? USUAL_ERROR_RATE_PERCENT,
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

/** Lambda's default, and its most (Lambda Developer Guide, "Configure Lambda function memory"). */
const DEFAULT_MEMORY_MB = 128;
const MOST_MEMORY_MB = 10_240;

function memoryGb(fn: lambda.Function): number {
  const memory = (fn.node.defaultChild as lambda.CfnFunction).memorySize ?? DEFAULT_MEMORY_MB;
  // What is known only once deployed is taken for the most that it can be.
  return (Token.isUnresolved(memory) ? MOST_MEMORY_MB : memory) / 1024;
}
