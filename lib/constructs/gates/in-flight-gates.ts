import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { MaxDurationIncrease, MaxShareIncrease } from '../../domain/gate/max-increase';
import type { ErrorRateDefinition } from '../../domain/gates/error-rate/error-rate-definition';
import type { FailureRatioDefinition } from '../../domain/gates/failure-ratio/failure-ratio-definition';
import type { LatencyDefinition } from '../../domain/gates/latency/latency-definition';
import type { ThrottlingDefinition } from '../../domain/gates/throttling/throttling-definition';
import { soundProps, type PropTable } from '../sound-props';
import type { Factor, Percent, PercentagePoints } from './increase';
import type { Rule } from './rule';

/** What every gate has that is asked while traffic shifts. */
export interface InFlightGateProps {
  /**
   * What the gate is called in reports and messages: lower-case words joined by hyphens, unique in the release.
   *
   * @default - the kind of gate
   */
  readonly name?: string;
  /**
   * Whether the gate's answer counts. A `shadow` gate is asked, judged and recorded, and never blocks.
   *
   * @default enforce
   */
  readonly mode?: 'enforce' | 'shadow';
  /**
   * What becomes of the release where the watch found nothing, and could not show either that there is nothing: most good
   * releases end so at ordinary traffic. Where the watch could not see at all, the release is blocked whatever is said here.
   *
   * @default proceed
   */
  readonly onInconclusive?: 'block' | 'proceed';
}

export interface ErrorRateGateProps extends InFlightGateProps {
  /**
   * How much more of the new version's invocations may fail than of the old one's, at the same time.
   *
   * @default PercentagePoints.of(1)
   */
  readonly maxIncrease?: PercentagePoints | Factor | Percent;
  /**
   * A lower limit of the same kind as `maxIncrease`: past it a message says so, once, and traffic goes on. Of releases that are
   * within it, at most 5 of 100 are warned of, by all gates together.
   *
   * @default - nobody is warned
   */
  readonly warnAt?: PercentagePoints | Factor | Percent;
  /**
   * A rule of your own words in place of the watch's evidence.
   *
   * @default - the evidence decides
   */
  readonly rule?: Rule;
}

export interface LatencyGateProps extends InFlightGateProps {
  /**
   * Which percentile of the durations is compared. 1 to 99.9.
   *
   * @default 99
   */
  readonly percentile?: number;
  /**
   * How much longer the new version's calls may take at it than the old one's.
   *
   * @default Duration.millis(200)
   */
  readonly maxIncrease?: Duration | Factor | Percent;
  /**
   * A lower limit of the same kind as `maxIncrease`: past it a message says so, once, and traffic goes on. Of releases that are
   * within it, at most 5 of 100 are warned of, by all gates together.
   *
   * @default - nobody is warned
   */
  readonly warnAt?: Duration | Factor | Percent;
  /**
   * A rule of your own words in place of the watch's evidence.
   *
   * @default - the evidence decides
   */
  readonly rule?: Rule;
}

export interface ThrottlingGateProps {
  /** The tables that the function uses, with all their indexes. */
  readonly tables: dynamodb.ITable[];
  /**
   * What a table that is throttled does to the release: fail it, or be noted. Throttling carries no version.
   *
   * @default fail
   */
  readonly onThrottle?: 'fail' | 'note';
  /**
   * What the gate is called in reports and messages: lower-case words joined by hyphens, unique in the release.
   *
   * @default throttling
   */
  readonly name?: string;
  /**
   * Whether the gate's answer counts. A `shadow` gate is asked, judged and recorded, and never blocks.
   *
   * @default enforce
   */
  readonly mode?: 'enforce' | 'shadow';
}

export interface FailureRatioGateProps extends InFlightGateProps {
  /** How many of them failed: a metric of your own by its namespace, name and dimensions, but for the version's. */
  readonly failures: cloudwatch.Metric;
  /** How many there were, likewise. */
  readonly total: cloudwatch.Metric;
  /**
   * The dimension of both that holds the number of the version.
   *
   * @default ExecutedVersion
   */
  readonly versionDimension?: string;
  /**
   * How much more may fail than on the old version, at the same time.
   *
   * @default PercentagePoints.of(1)
   */
  readonly maxIncrease?: PercentagePoints | Factor | Percent;
  /**
   * A lower limit of the same kind as `maxIncrease`: past it a message says so, once, and traffic goes on. Of releases that are
   * within it, at most 5 of 100 are warned of, by all gates together.
   *
   * @default - nobody is warned
   */
  readonly warnAt?: PercentagePoints | Factor | Percent;
  /**
   * A rule of your own words in place of the watch's evidence.
   *
   * @default - the evidence decides
   */
  readonly rule?: Rule;
}

const ONE_POINT: MaxShareIncrease = { kind: 'points', points: 1 };
const FIFTH_OF_A_SECOND: MaxDurationIncrease = { kind: 'milliseconds', milliseconds: 200 };

const IN_FLIGHT_PROPS = {
  name: 'text',
  mode: 'text',
  onInconclusive: 'text',
} as const satisfies PropTable<InFlightGateProps>;

/**
 * The props of a gate that are of their kinds, and what is wrong with the others.
 *
 * @internal
 */
export function soundInFlightProps<P extends InFlightGateProps>(
  props: P,
  table: Omit<PropTable<P>, keyof InFlightGateProps>,
) {
  return soundProps(props, { ...IN_FLIGHT_PROPS, ...table } as PropTable<P>);
}

/**
 * The settings of a gate in flight: nothing found is no reason to stop, unless somebody says that it is.
 *
 * @internal
 */
export function inFlight({ mode, onInconclusive = 'proceed' }: InFlightGateProps): InFlightGateProps {
  return { ...(mode === undefined ? {} : { mode }), onInconclusive };
}

/** @internal */
export function errorRateDefinition({
  name = 'error-rate',
  maxIncrease,
  warnAt,
  rule,
}: ErrorRateGateProps): ErrorRateDefinition {
  return {
    ...({ kind: 'error-rate', name, phase: 'in-flight' } as const),
    maxIncrease: maxIncrease?._bindToGate() ?? ONE_POINT,
    ...(warnAt ? { warnAt: warnAt._bindToGate() } : {}),
    ...(rule ? { rule: rule._bindToGate().rule } : {}),
  };
}

/** @internal */
export function failureRatioDefinition(props: Partial<FailureRatioGateProps>): FailureRatioDefinition {
  const { name = 'failure-ratio', maxIncrease, warnAt, rule } = props;
  return {
    ...({ kind: 'failure-ratio', name, phase: 'in-flight' } as const),
    maxIncrease: maxIncrease?._bindToGate() ?? ONE_POINT,
    ...(warnAt ? { warnAt: warnAt._bindToGate() } : {}),
    ...(rule ? { rule: rule._bindToGate().rule } : {}),
  };
}

/** @internal */
export function latencyDefinition(props: LatencyGateProps): LatencyDefinition {
  const { name = 'latency', percentile = 99, maxIncrease, warnAt, rule } = props;
  return {
    ...({ kind: 'latency', name, phase: 'in-flight', percentile } as const),
    maxIncrease: maxIncrease ? durationIncrease(maxIncrease) : FIFTH_OF_A_SECOND,
    ...(warnAt ? { warnAt: durationIncrease(warnAt) } : {}),
    ...(rule ? { rule: rule._bindToGate().rule } : {}),
  };
}

function durationIncrease(increase: NonNullable<LatencyGateProps['maxIncrease']>): MaxDurationIncrease {
  if ('_bindToGate' in increase) return increase._bindToGate();
  return { kind: 'milliseconds', milliseconds: increase.toMilliseconds({ integral: false }) };
}

/** @internal */
export function throttlingDefinition({
  name = 'throttling',
  onThrottle = 'fail',
}: Partial<ThrottlingGateProps>): ThrottlingDefinition {
  return { kind: 'throttling', name, phase: 'in-flight', onThrottle };
}
