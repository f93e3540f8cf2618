import {
  DescribeAlarmsCommand,
  paginateListMetrics,
  type AlarmType,
  type CloudWatchClient,
  type CompositeAlarm,
  type Metric,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import type { AlarmFact } from '../domain/preflight/release-facts';

/** Amazon CloudWatch API Reference, DescribeAlarms. */
const MOST_NAMES = 100;
const TYPES: AlarmType[] = ['MetricAlarm', 'CompositeAlarm'];

/** CloudWatch's alarms, as far as they are looked at. */
export class CloudWatchAlarms {
  constructor(private readonly client: CloudWatchClient) {}

  /** The state of each alarm, in the order of the names; without one where there is no such alarm. */
  async states(names: readonly string[]): Promise<readonly AlarmFact[]> {
    const found = new Map<string, AlarmFact>();
    for (let from = 0; from < names.length; from += MOST_NAMES) {
      const { MetricAlarms = [], CompositeAlarms = [] } = await this.client.send(
        new DescribeAlarmsCommand({
          AlarmNames: names.slice(from, from + MOST_NAMES),
          AlarmTypes: TYPES,
          MaxRecords: MOST_NAMES,
        }),
      );
      for (const alarm of CompositeAlarms) remember(found, factOf(alarm));
      for (const alarm of MetricAlarms) {
        const unpublished = await this.unpublished(alarm);
        remember(found, factOf(alarm), unpublished.length === 0 ? {} : { unpublished });
      }
    }
    return names.map((name) => found.get(name) ?? { name });
  }

  /** What a metric alarm looks at, where nothing has published any of it in two weeks: no other metric is listed. */
  private async unpublished(alarm: MetricAlarm): Promise<readonly string[]> {
    // What is red has data, and what another account publishes is not listed here.
    if (alarm.StateValue === 'ALARM' || alarm.Metrics?.some(({ AccountId }) => AccountId !== undefined)) return [];
    const metrics = metricsOf(alarm);
    for (const metric of metrics) if (await this.isPublished(metric)) return [];
    return metrics.map(metricText);
  }

  private async isPublished({ Namespace, MetricName, Dimensions = [] }: Metric): Promise<boolean> {
    const pages = paginateListMetrics({ client: this.client }, { Namespace, MetricName, Dimensions });
    for await (const { Metrics = [] } of pages) {
      // What has more dimensions is listed as well, and is another metric.
      if (Metrics.some((one) => one.Dimensions?.length === Dimensions.length)) return true;
    }
    return false;
  }
}

function factOf(alarm: MetricAlarm | CompositeAlarm): AlarmFact | undefined {
  const { AlarmName: name, StateValue: state } = alarm;
  if (name === undefined || state === undefined) return undefined;
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  const configuredAt = alarm.AlarmConfigurationUpdatedTimestamp;
  return {
    ...{ name, state },
    ...(since ? { since: since.getTime() } : {}),
    ...(configuredAt ? { configuredAt: configuredAt.getTime() } : {}),
  };
}

function remember(found: Map<string, AlarmFact>, fact: AlarmFact | undefined, more: Partial<AlarmFact> = {}): void {
  if (fact) found.set(fact.name, { ...fact, ...more });
}

function metricsOf({ Namespace, MetricName, Dimensions = [], Metrics = [] }: MetricAlarm): readonly Metric[] {
  if (MetricName !== undefined) return [{ Namespace, MetricName, Dimensions }];
  return Metrics.flatMap(({ MetricStat }) => (MetricStat?.Metric ? [MetricStat.Metric] : []));
}

function metricText({ Namespace = '', MetricName = '', Dimensions = [] }: Metric): string {
  const dimensions = Dimensions.map(({ Name = '', Value = '' }) => `${Name} ${Value}`).join(', ');
  return `${Namespace} ${MetricName}${dimensions === '' ? '' : ` (${dimensions})`}`;
}
