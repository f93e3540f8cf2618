import { type MetricQueries, type MetricStatistic } from '../metric-math/metric-queries';
import { type AlarmActions } from './alarm-actions';
import { type AlarmProperties } from './alarm-properties';
import { type ComparisonOperator } from './comparison-operator';
import { type TreatMissingData } from './evaluate-alarm';

/** What an alarm watches: one statistic of one metric, or an expression over several. */
export type AlarmSource =
  MetricStatistic | { readonly kind: 'math'; readonly queries: MetricQueries; readonly returned: string };

/** An alarm as it was accepted. */
export interface AlarmDefinition {
  readonly properties: AlarmProperties;
  readonly description: string | undefined;
  readonly actions: AlarmActions;
  readonly source: AlarmSource;
  readonly periodMs: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: ComparisonOperator;
  /** `undefined` where the template does not say. */
  readonly treatMissingData: TreatMissingData | undefined;
  /** Whether a percentile of too few samples changes the state. */
  readonly lowSamplePercentile: 'evaluate' | 'ignore';
}
