import { NotEmulated } from '../../kernel/not-emulated';
import { evaluateQuery, type MetricQueryEntry } from '../metric-math/metric-queries';
import { parseExpression } from '../metric-math/parse-expression';
import { validationError } from '../validation-error';
import { type AlarmSource } from './alarm-definition';
import { type AlarmProperties, type MetricsEntry } from './alarm-properties';
import { type MetricStatistics } from './metric-statistics';

const MOST_METRICS = 10;

interface SourceWithPeriod {
  readonly source: AlarmSource;
  readonly periodSeconds: number;
}

/** What an alarm is read with. */
interface Reading {
  readonly accountId: string;
  readonly statistics: MetricStatistics;
  readonly where: string;
}

/** What an alarm watches, from either of the two ways to say it. */
export function alarmSource(properties: AlarmProperties, reading: Reading): SourceWithPeriod {
  return properties.Metrics
    ? fromMetrics(properties, properties.Metrics, reading)
    : fromSingleMetric(properties, reading);
}

function fromSingleMetric(properties: AlarmProperties, { statistics, where }: Reading): SourceWithPeriod {
  const { Namespace, MetricName, Statistic, ExtendedStatistic, Period } = properties;
  if (Namespace === undefined || MetricName === undefined || Period === undefined) {
    throw validationError('An alarm needs either Metrics or all of Namespace, MetricName and Period');
  }
  const statistic = Statistic ?? ExtendedStatistic;
  if (statistic === undefined || (Statistic !== undefined && ExtendedStatistic !== undefined)) {
    throw validationError('An alarm on a single metric needs either Statistic or ExtendedStatistic');
  }
  const parameter = Statistic === undefined ? 'ExtendedStatistic' : 'Statistic';
  const named = { namespace: Namespace, name: MetricName, dimensions: properties.Dimensions, statistic, parameter };
  return { source: statistics.read({ ...named, unit: properties.Unit }, where), periodSeconds: Period };
}

function fromMetrics(
  properties: AlarmProperties,
  entries: readonly MetricsEntry[],
  reading: Reading,
): SourceWithPeriod {
  const single = (
    ['MetricName', 'Namespace', 'Dimensions', 'Period', 'Unit', 'Statistic', 'ExtendedStatistic'] as const
  )
    .filter((name) => properties[name] !== undefined)
    .join(', ');
  if (single) throw validationError(`Metrics cannot be combined with ${single}`);
  // An entry that does not say ReturnData returns its data (CloudWatch API Reference, MetricDataQuery).
  const returned = entries.filter((entry) => entry.ReturnData ?? true).map((entry) => entry.Id);
  const [id] = returned;
  if (id === undefined || returned.length > 1) {
    throw validationError(
      `Exactly one element of the metrics list should return data, got: ${returned.length}. Set ReturnData to false on the others`,
    );
  }
  const queries = new Map(entries.map((entry, index) => [entry.Id, queryOf(entry, index, reading)]));
  if (queries.size < entries.length) throw validationError('The ids in the metrics list must be different');
  const metrics = [...queries.values()].filter((query) => query.kind === 'metric').length;
  if (metrics > MOST_METRICS)
    throw validationError(`An alarm watches at most ${MOST_METRICS} metrics, got: ${metrics}`);

  // Reading everything once without data finds every mistake: whether an expression is right never depends on data.
  const periodSeconds = commonPeriod(entries);
  const empty = { read: () => [], periodSeconds };
  const kinds = new Map([...queries.keys()].map((entry) => [entry, evaluateQuery(queries, entry, empty).kind]));
  if (kinds.get(id) !== 'series') {
    throw validationError(
      `The metric math of "${id}" must come to one time series, got: ${kinds.get(id) === 'array' ? 'several' : 'a single number'}`,
    );
  }
  const only = queries.get(id);
  const source: AlarmSource = only?.kind === 'metric' ? only : { kind: 'math', queries, returned: id };
  return { source, periodSeconds };
}

function queryOf(entry: MetricsEntry, index: number, { accountId, statistics, where }: Reading): MetricQueryEntry {
  const { Id, Expression, MetricStat, AccountId } = entry;
  if (AccountId !== undefined && AccountId !== accountId) {
    throw new NotEmulated(`An alarm on a metric of another account (${AccountId})`, where);
  }
  if (!/^[a-z][A-Za-z0-9_]*$/.test(Id)) {
    throw validationError(
      `The id of a metric must start with a small letter and have letters, digits and _, got: "${Id}"`,
    );
  }
  if (MetricStat && Expression === undefined) {
    const { Metric, Stat, Unit } = MetricStat;
    const named = { namespace: Metric.Namespace, name: Metric.MetricName, dimensions: Metric.Dimensions };
    const parameter = `Metrics.member.${index + 1}.MetricStat.Stat`;
    return statistics.read({ ...named, statistic: Stat, unit: Unit, parameter }, where);
  }
  if (Expression !== undefined && !MetricStat) {
    return { kind: 'expression', expression: parseExpression(Expression, where) };
  }
  throw validationError(`"${Id}" in the metrics list needs either MetricStat or Expression`);
}

function commonPeriod(entries: readonly MetricsEntry[]): number {
  const periods = new Set(entries.flatMap((entry) => entry.MetricStat?.Period ?? entry.Period ?? []));
  const [period] = periods;
  if (period === undefined) throw validationError('The metrics list of an alarm needs a metric or a Period');
  if (periods.size > 1) {
    throw validationError(`All metrics of an alarm must have the same period, got: ${[...periods].join(', ')}`);
  }
  return period;
}
