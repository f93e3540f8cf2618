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
   * Milliseconds for which values are kept. Where an alarm looks further back, minutes are kept as long as it does; single
   * values, for percentiles, and seconds are not.
   *
   * @default 10800000
   */
  readonly retentionMs: number;
  /**
   * Whether alarms on AWS/DynamoDB metrics keep their state on missing data whatever TreatMissingData says. Two AWS pages
   * contradict each other here.
   *
   * @default false
   */
  readonly dynamoDbAlwaysIgnoresMissing: boolean;
}

export const DEFAULT_OPTIONS: CloudWatchOptions = {
  publicationDelayMs: 60_000,
  highResolutionDelayMs: 10_000,
  evaluationRangeExtra: 2,
  // CloudWatch keeps data of high resolution for just as long (User Guide, "Metrics retention").
  retentionMs: 3 * 60 * 60_000,
  dynamoDbAlwaysIgnoresMissing: false,
};
