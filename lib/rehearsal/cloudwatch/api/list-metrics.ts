import * as v from 'valibot';
import { type Metric } from '../metrics/metric';
import { MINUTE_MS } from '../metrics/resolution';
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

/** Milliseconds after its last value for which a metric is listed, and for which it is recently active. */
const LISTED_FOR_MS = 14 * 24 * 60 * MINUTE_MS;
const RECENT_MS = 3 * 60 * MINUTE_MS;

const PAGE = 500;

/** `ListMetrics`. Filters by dimension take every metric that has these dimensions, whatever others it has. */
export function listMetrics({ metrics, now }: ApiSetting, input: unknown, place: OperationCall): object {
  const { Namespace, MetricName, Dimensions = [], RecentlyActive, NextToken } = parseInput(schema, input, place);
  const listedForMs = RecentlyActive === undefined ? LISTED_FOR_MS : RECENT_MS;
  const found = metrics
    .metricsSince(now() - listedForMs)
    .filter(
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
