import { DescribeAlarmsCommand, type AlarmType, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
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
      for (const alarm of [...MetricAlarms, ...CompositeAlarms]) {
        const { AlarmName: name, StateValue: state } = alarm;
        const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
        if (name === undefined || state === undefined) continue;
        found.set(name, { name, state, ...(since ? { since: since.getTime() } : {}) });
      }
    }
    return names.map((name) => found.get(name) ?? { name });
  }
}
