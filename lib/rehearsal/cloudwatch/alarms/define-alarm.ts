import { NotEmulated } from '../../kernel/not-emulated';
import { type Place } from '../../kernel/place';
import { isPercentile } from '../metrics/statistic';
import { validationError } from '../validation-error';
import { alarmActions } from './alarm-actions';
import { type AlarmDefinition } from './alarm-definition';
import { type AlarmProperties } from './alarm-properties';
import { alarmSource } from './alarm-source';
import { type MetricStatistics } from './metric-statistics';

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
const WEEK_S = 7 * DAY_S;

/**
 * Accepts an alarm as `PutMetricAlarm` would, or says why not.
 *
 * @param takesActions whether anybody is told of alarm actions
 * @param statistics reads the statistics it names
 */
export function defineAlarm(
  properties: AlarmProperties,
  {
    place,
    statistics,
    takesActions,
  }: { readonly place: Place; readonly statistics: MetricStatistics; readonly takesActions: boolean },
  where: string,
): AlarmDefinition {
  const actions = alarmActions(properties, { place, takesActions, type: 'AWS::CloudWatch::Alarm' }, where);
  const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods } = properties;
  const { source, periodSeconds } = alarmSource(properties, { accountId: place.accountId, statistics, where });
  checkPeriods(EvaluationPeriods, DatapointsToAlarm, periodSeconds);
  const lowSamplePercentile = properties.EvaluateLowSampleCountPercentile ?? 'evaluate';
  if (lowSamplePercentile === 'ignore' && source.kind !== 'metric') {
    throw new NotEmulated('EvaluateLowSampleCountPercentile "ignore" on metric math', where);
  }
  return {
    properties,
    actions,
    description: properties.AlarmDescription,
    source,
    periodMs: periodSeconds * 1000,
    evaluationPeriods: EvaluationPeriods,
    datapointsToAlarm: DatapointsToAlarm,
    threshold: properties.Threshold,
    comparison: properties.ComparisonOperator,
    treatMissingData: properties.TreatMissingData,
    lowSamplePercentile,
  };
}

export function watchesPercentile({ source }: AlarmDefinition): boolean {
  const sources = source.kind === 'metric' ? [source] : [...source.queries.values()];
  return sources.some((entry) => entry.kind === 'metric' && isPercentile(entry.statistic));
}

function checkPeriods(evaluationPeriods: number, datapointsToAlarm: number, period: number): void {
  if (!Number.isInteger(evaluationPeriods) || evaluationPeriods < 1) {
    throw validationError(`EvaluationPeriods must be a whole number from 1, got: ${evaluationPeriods}`);
  }
  if (!Number.isInteger(datapointsToAlarm) || datapointsToAlarm < 1 || datapointsToAlarm > evaluationPeriods) {
    throw validationError(
      `DatapointsToAlarm must be a whole number from 1 to EvaluationPeriods (${evaluationPeriods}), got: ${datapointsToAlarm}`,
    );
  }
  if (![10, 20, 30].includes(period) && (period < 60 || period % 60 !== 0)) {
    throw validationError(`Period must be 10, 20, 30 or a multiple of 60, got: ${period}`);
  }
  const total = evaluationPeriods * period;
  if (period < HOUR_S && total > DAY_S) {
    throw validationError(
      'Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).',
    );
  }
  if (total > WEEK_S) {
    throw validationError(
      'Metrics cannot be checked across more than a week (EvaluationPeriods * Period must be <= 604800).',
    );
  }
}
