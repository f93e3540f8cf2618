import { NotEmulated } from '../../kernel/not-emulated';
import { isPercentile } from '../metrics/statistic';
import { validationError } from '../validation-error';
import { type AlarmDefinition } from './alarm-definition';
import { type AlarmProperties } from './alarm-properties';
import { alarmSource } from './alarm-source';

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
const WEEK_S = 7 * DAY_S;

/** Accepts an alarm as `PutMetricAlarm` would, or says why not. */
export function defineAlarm(properties: AlarmProperties, accountId: string, where: string): AlarmDefinition {
  for (const name of ['AlarmActions', 'OKActions', 'InsufficientDataActions'] as const) {
    if (properties[name]?.length) throw new NotEmulated(`A non-empty ${name} of AWS::CloudWatch::Alarm`, where);
  }
  const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods } = properties;
  const { source, periodSeconds } = alarmSource(properties, accountId, where);
  checkPeriods(EvaluationPeriods, DatapointsToAlarm, periodSeconds, where);
  const lowSamplePercentile = properties.EvaluateLowSampleCountPercentile ?? 'evaluate';
  if (lowSamplePercentile === 'ignore' && source.kind !== 'metric') {
    throw new NotEmulated('EvaluateLowSampleCountPercentile "ignore" on metric math', where);
  }
  return {
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

/** Whether an alarm needs single samples to be kept for as long as it looks back. */
export function watchesPercentile({ source }: AlarmDefinition): boolean {
  const sources = source.kind === 'metric' ? [source] : [...source.queries.values()];
  return sources.some((entry) => entry.kind === 'metric' && isPercentile(entry.statistic));
}

function checkPeriods(evaluationPeriods: number, datapointsToAlarm: number, period: number, where: string): void {
  if (!Number.isInteger(evaluationPeriods) || evaluationPeriods < 1) {
    throw validationError(`EvaluationPeriods must be a whole number from 1, got: ${evaluationPeriods}`);
  }
  if (!Number.isInteger(datapointsToAlarm) || datapointsToAlarm < 1 || datapointsToAlarm > evaluationPeriods) {
    throw validationError(
      `DatapointsToAlarm must be a whole number from 1 to EvaluationPeriods (${evaluationPeriods}), got: ${datapointsToAlarm}`,
    );
  }
  if (period === 10 || period === 20 || period === 30) throw new NotEmulated(`An alarm period of ${period} s`, where);
  if (period < 60 || period % 60 !== 0) {
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
  // CloudWatch evaluates these by the hour, at moments it does not publish.
  if (total > DAY_S) throw new NotEmulated('An alarm over more than a day', where);
}
