import type { QualityOutcome } from '../../lib/domain/gates/quality/compare-quality';
import type { MadeUpSuite } from './made-up-suite';
import type { NoiseLevel } from './noise-levels';

export interface Decision {
  readonly outcome: QualityOutcome;
  /** Calls of the judge during the release. */
  readonly calls: number;
  /** Calls on known-bad answers among the cases, which come on top. */
  readonly canaryCalls?: number;
}

/** One way to decide about green. */
export interface Rule {
  readonly name: string;
  /** Whether it compares with blue's cached means, which take calls of their own before the release. */
  readonly cached: boolean;
  decide(suite: MadeUpSuite, level: NoiseLevel): Decision;
}

export const MARGIN = 0.2;
