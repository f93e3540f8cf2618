import { type Metric } from '../metrics/metric';
import { type Statistic } from '../metrics/statistic';
import { validationError } from '../validation-error';
import { evaluateExpression } from './evaluate-expression';
import { type Expression } from './expression';
import { type Operand, type Series, series } from './operand';

/** One statistic of one metric. */
export interface MetricStatistic {
  readonly kind: 'metric';
  readonly metric: Metric;
  readonly statistic: Statistic;
  /** Only data published with this unit. */
  readonly unit?: string | undefined;
}

/** One entry of an alarm's list of metrics. */
export type MetricQueryEntry = MetricStatistic | { readonly kind: 'expression'; readonly expression: Expression };

/** The entries of an alarm's list by id. Expressions refer to metrics, and to other expressions, by these ids. */
export type MetricQueries = ReadonlyMap<string, MetricQueryEntry>;

/** How the entries of a list are read. */
export interface QueryReading {
  read(source: MetricStatistic): Series;
  readonly periodSeconds: number;
}

/** What the entry of an id comes to. Stops at an id nobody has, and at expressions that need themselves. */
export function evaluateQuery(
  queries: MetricQueries,
  id: string,
  reading: QueryReading,
  path: readonly string[] = [],
): Operand {
  if (path.includes(id)) throw validationError(`Circular reference in metric math: ${[...path, id].join(' -> ')}`);
  const query = queries.get(id);
  switch (query?.kind) {
    case undefined:
      throw validationError(
        `Metric math refers to "${id}", which is not in the list. It has: ${[...queries.keys()].join(', ')}`,
      );
    case 'metric':
      return series(reading.read(query));
    case 'expression':
      return evaluateExpression(query.expression, {
        valueOf: (other) => evaluateQuery(queries, other, reading, [...path, id]),
        metricIds: [...queries].flatMap(([other, { kind }]) => (kind === 'metric' ? [other] : [])),
        periodSeconds: reading.periodSeconds,
      });
  }
}
