/** What AWS does not settle, with the value taken unless said otherwise. */
export interface CloudWatchOptions {
  /**
   * Milliseconds after a minute's end at which its metrics can be seen.
   *
   * @default 60000
   */
  readonly publicationDelayMs: number;
  /**
   * Milliseconds after the end of each ten seconds at which metrics of high resolution can be seen.
   *
   * @default 10000
   */
  readonly highResolutionDelayMs: number;
  /**
   * How many periods more than its EvaluationPeriods an alarm looks back.
   *
   * @default 2
   */
  readonly evaluationRangeExtra: number;
  /**
   * Whether alarms on AWS/DynamoDB metrics keep their state on missing data whatever TreatMissingData says. Two AWS pages
   * contradict each other here.
   *
   * @default false
   */
  readonly dynamoDbAlwaysIgnoresMissing: boolean;
  /**
   * Whether the percentile rank, `PR(:300)`, is a statistic that calls and alarms may ask for.
   *
   * @default 'accepted'
   */
  readonly percentileRank: 'accepted' | 'refused';
  /**
   * Milliseconds after which a state that `SetAlarmState` set falls back to the alarm's own. Where an evaluation would keep
   * the state, that is the one before it was set.
   *
   * @default undefined: it lasts until the next evaluation
   */
  readonly setStateFallsBackAfterMs: number | undefined;
}

export const CLOUDWATCH_DEFAULTS: CloudWatchOptions = {
  publicationDelayMs: 60_000,
  highResolutionDelayMs: 10_000,
  evaluationRangeExtra: 2,
  dynamoDbAlwaysIgnoresMissing: false,
  percentileRank: 'accepted',
  setStateFallsBackAfterMs: undefined,
};
