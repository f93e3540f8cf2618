import * as v from 'valibot';
import { NotEmulated } from '../../kernel/not-emulated';
import { type HistoryEntry } from '../alarms/alarm-history';
import { type ApiSetting } from './api-setting';
import { pageOf, positionOf } from './page';
import { parseInput, seconds, time } from './parse-input';
import type { OperationCall } from '../../kernel/service-api';

const schema = v.strictObject({
  AlarmName: v.optional(v.string()),
  AlarmTypes: v.optional(v.array(v.picklist(['MetricAlarm', 'CompositeAlarm']))),
  HistoryItemType: v.optional(v.string()),
  StartDate: v.optional(time),
  EndDate: v.optional(time),
  MaxRecords: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
  ScanBy: v.optional(v.picklist(['TimestampAscending', 'TimestampDescending'])),
  NextToken: v.optional(v.string()),
});

const PAGE = 100;

/** `DescribeAlarmHistory`, for changes of state: of metric alarms, unless composite ones are asked for. */
export function describeAlarmHistory({ book, now }: ApiSetting, input: unknown, place: OperationCall): object {
  const given = parseInput(schema, input, place);
  const { AlarmName, AlarmTypes = ['MetricAlarm'], HistoryItemType, StartDate, EndDate, ScanBy } = given;
  if (HistoryItemType !== 'StateUpdate') {
    const what = HistoryItemType === undefined ? 'without HistoryItemType' : `with HistoryItemType ${HistoryItemType}`;
    const fix = 'Set HistoryItemType to StateUpdate: only changes of state are kept.';
    throw new NotEmulated(`cloudwatch:DescribeAlarmHistory ${what}`, place.where, fix);
  }
  const position = positionOf(given.NextToken, now());
  const found = book.history
    .at(position.at)
    .filter(
      ({ alarm, at, kind }) =>
        (AlarmName === undefined || alarm === AlarmName) &&
        AlarmTypes.includes(typeOf(kind)) &&
        at >= (StartDate ?? -Infinity) &&
        at <= Math.min(EndDate ?? Infinity, position.at),
    );
  const ordered = ScanBy === 'TimestampAscending' ? found : found.toReversed();
  const { entries, ...next } = pageOf(ordered, position, given.MaxRecords ?? PAGE);
  return { AlarmHistoryItems: entries.map(itemOf), ...next };
}

function itemOf({ alarm, at, from, kind, previousReason, reason, to }: HistoryEntry) {
  return {
    AlarmName: alarm,
    AlarmType: typeOf(kind),
    Timestamp: seconds(at),
    HistoryItemType: 'StateUpdate',
    HistorySummary: `Alarm updated from ${from} to ${to}`,
    HistoryData: JSON.stringify({
      version: '1.0',
      oldState: { stateValue: from, stateReason: previousReason },
      newState: { stateValue: to, stateReason: reason },
    }),
  };
}

function typeOf(kind: HistoryEntry['kind']): 'MetricAlarm' | 'CompositeAlarm' {
  return kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm';
}
