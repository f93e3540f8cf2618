import { type AlarmDefinition } from './alarms/alarm-definition';
import { watchesPercentile } from './alarms/define-alarm';
import { evaluatedEveryMs } from './alarms/evaluation-schedule';
import { watchesDynamoDb } from './alarms/missing-data-treatment';
import { type CloudWatchOptions } from './cloudwatch-options';
import { type CompositeDefinition } from './composite/composite-definition';
import { MINUTE_MS } from './metrics/resolution';
import { MOST_OFF } from './metrics/rounded-value';

/** What there was of what AWS does not settle. */
export interface CloudWatchUse {
  readonly definitions: readonly AlarmDefinition[];
  readonly composites: readonly CompositeDefinition[];
  /** Whether anybody asked for a percentile rank. */
  readonly askedForRanks: boolean;
  /** Whether anybody set the state of a metric alarm. */
  readonly statesWereSet: boolean;
  /** Whether anybody read percentiles of values that were rounded. */
  readonly readRounded: boolean;
  /** Whether anybody published values of high resolution. */
  readonly hasHighResolution: boolean;
}

/** One sentence for each thing AWS does not settle and this rehearsal had to choose. */
export function cloudWatchAssumptions(
  options: CloudWatchOptions,
  { definitions, composites, askedForRanks, hasHighResolution, readRounded, statesWereSet }: CloudWatchUse,
): readonly string[] {
  return [
    `The metrics of a minute can be seen ${options.publicationDelayMs / 1000} s after its end; AWS promises no delay.`,
    ...(hasHighResolution ? [highResolution(options)] : []),
    ...aboutEvaluation(options, definitions),
    ...aboutData(options, definitions),
    ...(askedForRanks ? [ranks(options)] : []),
    ...(statesWereSet ? [setStates(options)] : []),
    ...(readRounded ? [ROUNDED] : []),
    ...aboutComposites(composites),
  ];
}

function aboutEvaluation(options: CloudWatchOptions, definitions: readonly AlarmDefinition[]): readonly string[] {
  const chosen: string[] = [];
  const anyEvery = (ms: number) => definitions.some((definition) => evaluatedEveryMs(definition) === ms);
  if (anyEvery(MINUTE_MS)) {
    chosen.push(
      'An alarm is first evaluated one minute after its creation and then every minute; AWS does not say when in the minute.',
    );
  }
  if (anyEvery(10_000)) {
    chosen.push(
      `A high-resolution alarm is evaluated every ten seconds from its creation on; its metrics can be seen ${options.highResolutionDelayMs / 1000} s after each ten seconds.`,
    );
  }
  if (anyEvery(60 * MINUTE_MS)) {
    chosen.push('An alarm over more than a day is evaluated every hour, first one hour after its creation.');
  }
  if (definitions.length > 0) {
    chosen.push(
      `An alarm looks back ${options.evaluationRangeExtra} periods further than its evaluation periods; AWS does not publish how far.`,
    );
  }
  if (definitions.some(({ treatMissingData = 'missing' }) => treatMissingData === 'missing')) {
    chosen.push(
      'Missing data lets an alarm go off early only where every datapoint in range breaches and the oldest is as many periods old as it takes datapoints; until then it keeps its state.',
    );
  }
  return chosen;
}

function aboutData(options: CloudWatchOptions, definitions: readonly AlarmDefinition[]): readonly string[] {
  const chosen: string[] = [];
  if (definitions.some(({ periodMs }) => periodMs > MINUTE_MS)) {
    chosen.push('A period of several minutes is made of those of its minutes that can be seen already.');
  }
  if (definitions.some(watchesPercentile)) {
    chosen.push('Percentiles are interpolated between the closest ranks; AWS does not publish its method.');
  }
  if (definitions.some(({ lowSamplePercentile }) => lowSamplePercentile === 'ignore')) {
    chosen.push('A percentile alarm keeps its state while any datapoint that counts has too few samples.');
  }
  if (definitions.some(({ source }) => source.kind === 'math')) {
    chosen.push(
      'In metric math, MAX and MIN of several metrics leave out those without a datapoint, and DIFF and RATE look back to the last datapoint there is.',
    );
  }
  if (definitions.some(({ source }) => watchesDynamoDb(source))) chosen.push(dynamoDb(options));
  return chosen;
}

function aboutComposites(composites: readonly CompositeDefinition[]): readonly string[] {
  const chosen: string[] = [];
  if (composites.length > 0) {
    chosen.push('A composite alarm follows its children, and a change of its rule, at once.');
  }
  if (composites.some(({ suppression }) => suppression)) {
    chosen.push(
      'When a composite alarm’s actions are no longer suppressed, those of its state at that time are taken, unless they were the last that were.',
    );
  }
  return chosen;
}

const ROUNDED = `Single values of hours that ended more than three hours ago are kept to within ${(100 * MOST_OFF).toFixed(1)} %: percentiles of them are as close, and a percentile rank may count values as close to its bounds on the wrong side; all other statistics are exact.`;

function highResolution({ highResolutionDelayMs }: CloudWatchOptions): string {
  return `Metrics of high resolution can be seen ${highResolutionDelayMs / 1000} s after the end of each ten seconds; AWS promises no delay.`;
}

function setStates({ setStateFallsBackAfterMs }: CloudWatchOptions): string {
  return setStateFallsBackAfterMs === undefined
    ? 'A state that SetAlarmState sets lasts until the alarm’s next evaluation; AWS says that an alarm falls back quickly.'
    : `A state that SetAlarmState sets falls back after ${setStateFallsBackAfterMs / 1000} s to what an evaluation gives, and where that keeps the state, to the one before it was set; AWS says only that it is quick.`;
}

function ranks({ percentileRank }: CloudWatchOptions): string {
  return percentileRank === 'refused'
    ? 'The percentile rank, PR(…), is refused as a statistic that is not valid.'
    : 'Every metric has the percentile rank, PR(…), Lambda’s Duration too; AWS does not say which metrics have it.';
}

function dynamoDb({ dynamoDbAlwaysIgnoresMissing }: CloudWatchOptions): string {
  return dynamoDbAlwaysIgnoresMissing
    ? 'Alarms on AWS/DynamoDB metrics keep their state on missing data, whatever they ask for.'
    : 'Alarms on AWS/DynamoDB metrics keep their state on missing data unless they ask for something other than "missing".';
}
