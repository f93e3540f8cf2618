import { Duration } from 'aws-cdk-lib';
import type { Draft } from '../../domain/gate/gate-kind';
import type { QualityDefinition } from '../../domain/gates/quality/quality-definition';
import { QUALITY_DEFAULTS } from '../../domain/gates/quality/quality-rule';
import type { BoundJudge } from './bound-judge';
import type { CommonGateProps } from './gate-settings';
import type { Judge } from './judge';
import type { QualitySuite } from './quality-suite';

export interface QualityGateProps extends CommonGateProps {
  /** The questions that both versions are asked. Several hundred, drawn from real conversations. */
  readonly suite: QualitySuite;
  /** Who scores the answers. */
  readonly judge: Judge;
  /**
   * How many points, of 1 to 5, the new version's mean may be below the old one's. Above 0 and up to 2. It passes where
   * its mean is shown to be less than this below.
   *
   * @default 0.2
   */
  readonly margin?: number;
  /**
   * The standard deviation of the differences between two versions' scores, from the reports of earlier releases. A wrong
   * one costs calls of the judge and never validity. Above 0 and up to 4.
   *
   * @default 0.8
   */
  readonly expectedSd?: number;
  /**
   * With how many scores of the old version each case is compared at least. Those that are not kept from earlier releases
   * are made by the gate, one call of the judge each. 1 to 8.
   *
   * @default 1
   */
  readonly blueScores?: number;
  /**
   * How many cases are asked and judged at a time. 1 to 50.
   *
   * @default 4
   */
  readonly concurrency?: number;
  /**
   * The time that the gate may take. 30 seconds to 25 minutes.
   *
   * @default Duration.minutes(20)
   */
  readonly within?: Duration;
  /**
   * What judging one release may cost, in US dollars. A call that might go beyond it is not made, and then the gate is
   * inconclusive.
   *
   * @default 5
   */
  readonly maxDollars?: number;
  /**
   * The tokens that judging one release may take, read and written. A call that might go beyond it is not made.
   *
   * @default 5_000_000
   */
  readonly maxTokens?: number;
}

/**
 * What is shipped of a quality gate; without the suite where that cannot be read.
 *
 * @internal
 */
export function qualityDefinition(props: Partial<QualityGateProps>, judge: BoundJudge): Draft<QualityDefinition> {
  const { name = 'quality', phase = 'before-traffic', suite, within = Duration.minutes(20) } = props;
  const { margin, expectedSd } = { ...QUALITY_DEFAULTS, ...given(props) };
  const settings = {
    ...({ kind: 'quality', name, phase, judge: judge.definition, margin, expectedSd } as const),
    blueScores: props.blueScores ?? 1,
    concurrency: props.concurrency ?? 4,
    withinSeconds: within.toSeconds({ integral: false }),
    budget: { mostTokens: props.maxTokens ?? 5_000_000, mostDollars: props.maxDollars ?? 5 },
  };
  const parsed = suite?._bindToGate().parsed;
  return parsed ? { ...settings, suite: parsed } : settings;
}

function given({ margin, expectedSd }: Partial<QualityGateProps>) {
  return { ...(margin === undefined ? {} : { margin }), ...(expectedSd === undefined ? {} : { expectedSd }) };
}
