import {
  DescribeAlarmsCommand,
  paginateDescribeAlarmHistory,
  SetAlarmStateCommand,
  type AlarmHistoryItem,
  type CloudWatchClient,
} from '@aws-sdk/client-cloudwatch';
import * as v from 'valibot';
import { beginning } from '../domain/size/beginning';
import { ALARM_STATES, type AlarmChange, type AlarmReasons, type AlarmStory } from '../domain/shift/alarm-story';

/** CloudWatch API Reference, SetAlarmState. */
const MOST_REASON = 1023;

const state = v.picklist(ALARM_STATES);
/** What an item of an alarm's history says of a change of state, as JSON text. */
const changeSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({
    oldState: v.looseObject({ stateValue: state }),
    newState: v.looseObject({ stateValue: state, stateReason: v.optional(v.string(), '') }),
  }),
);

/** The states of alarms, as far as they are set and followed. */
export class CloudWatchAlarmStates implements AlarmReasons {
  constructor(private readonly client: CloudWatchClient) {}

  /** Makes an alarm red until CloudWatch evaluates it anew. */
  async ring(AlarmName: string, reason: string): Promise<void> {
    await this.client.send(
      new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: beginning(reason, MOST_REASON) }),
    );
  }

  /**
   * What became of a metric alarm since then. Its history is kept when it is gone, and says nothing of a state that did
   * not change: that is asked for besides.
   *
   * @param since milliseconds since the epoch
   */
  async story(AlarmName: string, since: number): Promise<AlarmStory> {
    const changes = (await this.history(AlarmName, since)).flatMap(changeOf);
    const { MetricAlarms: [alarm] = [] } = await this.client.send(
      new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }),
    );
    return { state: alarm?.StateValue && v.parse(state, alarm.StateValue), changes };
  }

  async redBecause(AlarmName: string, since: number): Promise<readonly string[]> {
    const items = await this.history(AlarmName, since);
    return items.reverse().flatMap(({ HistoryData }) => {
      const said = v.safeParse(changeSchema, HistoryData);
      return said.success && said.output.newState.stateValue === 'ALARM' ? [said.output.newState.stateReason] : [];
    });
  }

  /** The changes of its state, the oldest first. */
  private async history(AlarmName: string, since: number): Promise<AlarmHistoryItem[]> {
    const found: AlarmHistoryItem[] = [];
    const pages = paginateDescribeAlarmHistory(
      { client: this.client },
      {
        ...{ AlarmName, HistoryItemType: 'StateUpdate', StartDate: new Date(since) },
        ScanBy: 'TimestampAscending',
      },
    );
    for await (const { AlarmHistoryItems: items = [] } of pages) found.push(...items);
    return found;
  }
}

function changeOf({ Timestamp, HistoryData }: AlarmHistoryItem): readonly AlarmChange[] {
  const said = v.safeParse(changeSchema, HistoryData);
  if (!said.success || !Timestamp) return [];
  const { oldState, newState } = said.output;
  return [{ at: Timestamp.getTime(), from: oldState.stateValue, to: newState.stateValue }];
}
