import * as v from 'valibot';
import { NotEmulated } from '../../kernel/not-emulated';
import { type Metric } from '../metrics/metric';
import { type ApiSetting } from './api-setting';
import { pageOf, positionOf } from './page';
import { parseInput } from './parse-input';
import type { OperationCall } from '../../kernel/service-api';

const filter = v.strictObject({ Name: v.string(), Value: v.optional(v.string()) });

const schema = v.strictObject({
  Namespace: v.optional(v.string()),
  MetricName: v.optional(v.string()),
  Dimensions: v.optional(v.array(filter)),
  RecentlyActive: v.optional(v.literal('PT3H')),
  NextToken: v.optional(v.string()),
});

const PAGE = 500;

/** `ListMetrics`. Filters by dimension take every metric that has these dimensions, whatever others it has. */
export function listMetrics({ metrics, now }: ApiSetting, input: unknown, place: OperationCall): object {
  const { Namespace, MetricName, Dimensions = [], RecentlyActive, NextToken } = parseInput(schema, input, place);
  if (metrics.hasDroppedMetrics && RecentlyActive === undefined) {
    const fix = 'Set RecentlyActive to PT3H: metrics are kept for a few hours after their last value only.';
    throw new NotEmulated('A list of the metrics of two weeks', place.where, fix);
  }
  const found = metrics.metrics.filter(
    (metric) =>
      (Namespace === undefined || metric.namespace === Namespace) &&
      (MetricName === undefined || metric.name === MetricName) &&
      Dimensions.every(({ Name, Value }) => hasDimension(metric, Name, Value)),
  );
  const { entries, ...next } = pageOf(found, positionOf(NextToken, now()), PAGE);
  return {
    Metrics: entries.map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    })),
    ...next,
  };
}

function hasDimension({ dimensions }: Metric, name: string, value: string | undefined): boolean {
  const own = dimensions[name];
  return own !== undefined && (value === undefined || own === value);
}
