/** How much worse green's answers may be than blue's, and how sure the decision has to be. */
export interface QualityRule {
  /** Green is good enough where its mean score is less than this many points below blue's. */
  readonly margin: number;
  /** The chance, at most, that a green which is `margin` or more worse is certified. */
  readonly falseCertification: number;
  /** The chance, at most, that a green which is as good as blue or better is rejected. */
  readonly falseRejection: number;
  /** The lowest score that the judge gives. */
  readonly lowestScore: number;
  /** The highest score that the judge gives. */
  readonly highestScore: number;
  /**
   * The standard deviation of earlier paired differences, in points.
   *
   * It decides how much is staked, and so how soon the decision comes. A wrong one costs calls, never validity.
   */
  readonly expectedSd: number;
  /** The largest weight that a case may have, where an ordinary one has 1. */
  readonly heaviestWeight: number;
}

/**
 * What holds where nothing else is said.
 *
 * A false rejection is rarer than a false certification, since a good green fails to be certified in two ways: it is
 * rejected, or the suite ends first. Both together should stay below 5 % of its releases.
 */
export const QUALITY_DEFAULTS: QualityRule = {
  margin: 0.2,
  falseCertification: 0.05,
  falseRejection: 0.025,
  lowestScore: 1,
  highestScore: 5,
  expectedSd: 0.8,
  heaviestWeight: 1,
};

/** The largest difference that two scores can have, in points. */
export function scoreRange({ lowestScore, highestScore }: QualityRule): number {
  return highestScore - lowestScore;
}
