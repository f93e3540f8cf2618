import { type AlarmDefinition } from './alarms/alarm-definition';
import { watchesPercentile } from './alarms/define-alarm';
import { evaluatedEveryMs } from './alarms/evaluation-schedule';
import { watchesDynamoDb } from './alarms/missing-data-treatment';
import { type CloudWatchOptions } from './cloudwatch-options';
import { type CompositeDefinition } from './composite/composite-definition';
import { MINUTE_MS } from './metrics/resolution';

/** One sentence for each thing AWS does not settle and this rehearsal had to choose. */
export function cloudWatchAssumptions(
  options: CloudWatchOptions,
  definitions: readonly AlarmDefinition[],
  composites: readonly CompositeDefinition[],
): readonly string[] {
  return [
    `The metrics of a minute can be seen ${options.publicationDelayMs / 1000} s after its end; AWS promises no delay.`,
    ...aboutEvaluation(options, definitions),
    ...aboutData(options, definitions),
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

function dynamoDb({ dynamoDbAlwaysIgnoresMissing }: CloudWatchOptions): string {
  return dynamoDbAlwaysIgnoresMissing
    ? 'Alarms on AWS/DynamoDB metrics keep their state on missing data, whatever they ask for.'
    : 'Alarms on AWS/DynamoDB metrics keep their state on missing data unless they ask for something other than "missing".';
}
