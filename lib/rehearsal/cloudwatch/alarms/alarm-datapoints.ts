import { evaluateQuery, type MetricStatistic } from '../metric-math/metric-queries';
import { type MetricStore } from '../metrics/metric-store';
import { type Datapoint } from '../metrics/read-series';
import { type AlarmSource } from './alarm-definition';

/** A datapoint an alarm looks at; the number of samples is known for plain metrics only. */
export type AlarmDatapoint = Omit<Datapoint, 'sampleCount'> & { readonly sampleCount: number | undefined };

/** Some periods, one after the other. */
export interface Window {
  /** Milliseconds since the epoch: the start of the oldest period. */
  readonly from: number;
  readonly periodMs: number;
  readonly periods: number;
}

/** What an alarm sees at the time `now`: one entry for each period, oldest first. */
export function alarmDatapoints(
  source: AlarmSource,
  metrics: MetricStore,
  window: Window,
  now: number,
): readonly (AlarmDatapoint | undefined)[] {
  const read = ({ metric, statistic, unit }: MetricStatistic) =>
    metrics.read({ metric, statistic, unit, ...window }, now);
  if (source.kind === 'metric') return read(source);
  const result = evaluateQuery(source.queries, source.returned, {
    read: (entry) => read(entry).map((datapoint) => datapoint?.value),
    periodSeconds: window.periodMs / 1000,
  });
  if (result.kind !== 'series') throw new Error('Unreachable: an accepted alarm watches a time series.');
  return result.values.map((value, position) =>
    value === undefined
      ? undefined
      : { timestamp: window.from + position * window.periodMs, value, sampleCount: undefined },
  );
}
