import { NotEmulated } from '../../kernel/not-emulated';
import { type MetricStatistics } from '../alarms/metric-statistics';
import { evaluateQuery, type MetricQueryEntry, type MetricStatistic } from '../metric-math/metric-queries';
import { type Series } from '../metric-math/operand';
import { parseExpression } from '../metric-math/parse-expression';
import { validationError } from '../validation-error';
import { type DataQuery } from './data-query';

/** One result that a call of `GetMetricData` asks for. */
export interface ReturnedQuery {
  readonly id: string;
  readonly label: string;
  readonly periodSeconds: number;
  readonly values: (read: (source: MetricStatistic) => Series) => Series;
}

/** What the queries of a call are read with. */
interface Reading {
  readonly accountId: string;
  readonly statistics: MetricStatistics;
  readonly where: string;
}

/** Reads the queries of a call, and finds every mistake in them before anything is read. */
export function dataQueries(given: readonly DataQuery[], reading: Reading): readonly ReturnedQuery[] {
  const { where } = reading;
  const entries = new Map(given.map((query, index) => [query.Id, entryOf(query, index, reading)]));
  if (entries.size < given.length) throw validationError('The ids in MetricDataQueries must be different');
  const periods = new Map(
    given.flatMap(({ Id, MetricStat }) => {
      const entry = entries.get(Id);
      return MetricStat && entry ? [[entry, MetricStat.Period] as const] : [];
    }),
  );
  return given
    .map((query) => ({ query, periodSeconds: periodOf(query.Id, entries, periods, where) }))
    .filter(({ query }) => query.ReturnData ?? true)
    .map(({ query: { Id, Label, MetricStat }, periodSeconds }) => ({
      id: Id,
      label: labelOf(Label ?? MetricStat?.Metric.MetricName ?? Id, where),
      periodSeconds,
      values: (read) => {
        const result = evaluateQuery(entries, Id, { read, periodSeconds });
        return result.kind === 'series' ? result.values : [];
      },
    }));
}

function entryOf(
  { Id, MetricStat, Expression, AccountId }: DataQuery,
  index: number,
  { accountId, statistics, where }: Reading,
): MetricQueryEntry {
  if (AccountId !== undefined && AccountId !== accountId) {
    throw new NotEmulated(`A metric of another account (${AccountId})`, where);
  }
  if (!/^[a-z][A-Za-z0-9_]*$/.test(Id)) {
    throw validationError(
      `The id of a query must start with a small letter and have letters, digits and _, got: "${Id}"`,
    );
  }
  if (MetricStat && Expression === undefined) {
    const { Metric, Stat, Unit } = MetricStat;
    const named = { namespace: Metric.Namespace, name: Metric.MetricName, dimensions: Metric.Dimensions };
    const parameter = `MetricDataQueries.member.${index + 1}.MetricStat.Stat`;
    return statistics.read({ ...named, statistic: Stat, unit: Unit, parameter }, where);
  }
  if (Expression !== undefined && !MetricStat) {
    return { kind: 'expression', expression: parseExpression(Expression, where, 'GetMetricData') };
  }
  throw validationError(`"${Id}" in MetricDataQueries needs either MetricStat or Expression`);
}

/** The one period of all metrics that a query comes to. Trying it out without data reads each of them. */
function periodOf(
  id: string,
  entries: ReadonlyMap<string, MetricQueryEntry>,
  periods: ReadonlyMap<MetricQueryEntry, number>,
  where: string,
): number {
  const found = new Set<number>();
  const read = (source: MetricStatistic) => {
    found.add(periods.get(source) ?? 0);
    return [];
  };
  const { kind } = evaluateQuery(entries, id, { read, periodSeconds: 60 });
  const [period] = found;
  if (kind === 'scalar' || period === undefined) {
    throw validationError(`The metric math of "${id}" must come to a time series, not a single number`);
  }
  if (kind === 'array') throw new NotEmulated(`Metric math that comes to several time series ("${id}")`, where);
  if (found.size > 1) {
    throw new NotEmulated(`Metric math over the periods ${[...found].join(' and ')} ("${id}")`, where);
  }
  return period;
}

function labelOf(label: string, where: string): string {
  if (!label.includes('${')) return label;
  throw new NotEmulated(`The dynamic label ${label}`, where);
}
