import {
  CloudWatchServiceException,
  paginateGetMetricData,
  PutMetricDataCommand,
  type CloudWatchClient,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { METRIC_NAMESPACE, REGRESSION_METRIC } from '../domain/release/platform-names';
import { aliasMetric, type WatchedAlias } from '../domain/shift/lambda-metrics';
import type {
  Metrics,
  MetricsRead,
  MetricsRefusal,
  MetricStatistic,
  MetricTime,
  Series,
} from '../domain/shift/metrics';

/** CloudWatch API Reference, GetMetricData. */
const MOST_QUERIES = 500;

/** CloudWatch's metrics. */
export class CloudWatchMetrics implements Metrics {
  constructor(private readonly client: CloudWatchClient) {}

  async read(asked: readonly MetricStatistic[], time: MetricTime): Promise<MetricsRead> {
    const series: Series[] = [];
    try {
      for (let from = 0; from < asked.length; from += MOST_QUERIES) {
        series.push(...(await this.readSome(asked.slice(from, from + MOST_QUERIES), time)));
      }
      return { series };
    } catch (error) {
      const refused = refusalOf(error);
      if (!refused) throw error;
      return { refused };
    }
  }

  /** Publishes that a version regressed, in the minute that it is. */
  async publishRegression(alias: WatchedAlias, version: string): Promise<void> {
    const { dimensions } = aliasMetric(alias, REGRESSION_METRIC, version);
    await this.client.send(
      new PutMetricDataCommand({
        Namespace: METRIC_NAMESPACE,
        MetricData: [
          {
            MetricName: REGRESSION_METRIC,
            Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
            Value: 1,
          },
        ],
      }),
    );
  }

  private async readSome(asked: readonly MetricStatistic[], time: MetricTime): Promise<readonly Series[]> {
    const read = asked.map(() => ({ values: new Map<number, number>(), isWhole: false }));
    const input = {
      MetricDataQueries: asked.map((one, index) => queryOf(one, index, time.periodSeconds)),
      StartTime: new Date(time.from),
      EndTime: new Date(time.to),
      ScanBy: 'TimestampAscending' as const,
    };
    for await (const { MetricDataResults = [] } of paginateGetMetricData({ client: this.client }, input)) {
      for (const result of MetricDataResults) {
        const one = read[Number(result.Id?.slice(1))];
        if (one) {
          addTo(one.values, result);
          one.isWhole = result.StatusCode === 'Complete';
        }
      }
    }
    // A metric without data is answered too: without an answer, nobody knows that nothing happened.
    const lacking = asked.filter((_, index) => !read[index]?.isWhole).map(({ metric }) => metric.name);
    if (lacking.length > 0) throw new Error(`CloudWatch did not say all of ${[...new Set(lacking)].join(', ')}.`);
    return read.map(({ values }) => values);
  }
}

function queryOf({ metric, statistic }: MetricStatistic, index: number, periodSeconds: number): MetricDataQuery {
  return {
    Id: `m${index}`,
    MetricStat: {
      Metric: {
        Namespace: metric.namespace,
        MetricName: metric.name,
        Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodSeconds,
      Stat: statistic,
    },
  };
}

class MetricForbidden extends Error {}

function addTo(series: Map<number, number>, result: MetricDataResult): void {
  const { StatusCode: status, Messages = [], Timestamps = [], Values = [] } = result;
  const said = Messages.map(({ Code, Value }) => `${Code ?? ''} ${Value ?? ''}`.trim()).join('; ');
  if (status === 'Forbidden') throw new MetricForbidden(said === '' ? 'Forbidden' : said);
  if (status === 'InternalError') throw new Error(`CloudWatch could not read a metric: ${said || status}.`);
  Timestamps.forEach((timestamp, index) => series.set(timestamp.getTime(), Values[index] ?? 0));
}

/** What CloudWatch refuses for good; whatever else it says may be otherwise at the next look. */
function refusalOf(error: unknown): MetricsRefusal | undefined {
  if (error instanceof MetricForbidden) return { kind: 'denied', message: error.message };
  if (!(error instanceof CloudWatchServiceException)) return undefined;
  const { name, message } = error;
  if (name.startsWith('AccessDenied')) return { kind: 'denied', message };
  return /^(Validation|InvalidParameter|InvalidFormat|MissingParameter|MissingRequired)/.test(name)
    ? { kind: 'not-understood', message: `${name}: ${message}` }
    : undefined;
}
