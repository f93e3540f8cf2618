import { type Place } from '../../kernel/place';
import { type Alarm, type AlarmRecord, type AlarmStateChange } from './alarm';
import { type AlarmState } from './evaluate-alarm';
import { regionName } from './region-name';

/** What CloudWatch publishes to a topic, as JSON, when an alarm changes its state. */
export interface AlarmNotification {
  readonly AlarmName: string;
  readonly AlarmDescription: string | null;
  readonly AWSAccountId: string;
  readonly AlarmConfigurationUpdatedTimestamp: string;
  readonly NewStateValue: AlarmState;
  readonly NewStateReason: string;
  readonly StateChangeTime: string;
  /** The region's name in plain words, as far as it is known here. */
  readonly Region: string;
  readonly AlarmArn: string;
  readonly OldStateValue: AlarmState;
  readonly OKActions: readonly string[];
  readonly AlarmActions: readonly string[];
  readonly InsufficientDataActions: readonly string[];
  /** Of metric alarms: what they watch. */
  readonly Trigger?: unknown;
  /** Of composite alarms. */
  readonly AlarmRule?: string;
}

/** What CloudWatch invokes a function with (Lambda Developer Guide, "Using Lambda with CloudWatch alarms"). */
export interface AlarmEvent {
  readonly source: 'aws.cloudwatch';
  readonly alarmArn: string;
  readonly accountId: string;
  readonly time: string;
  readonly region: string;
  readonly alarmData: {
    readonly alarmName: string;
    readonly state: AlarmEventState;
    readonly previousState: AlarmEventState;
    readonly configuration: Readonly<Record<string, unknown>>;
  };
}

interface AlarmEventState {
  readonly value: AlarmState;
  readonly reason: string;
  readonly timestamp: string;
}

export function alarmNotification(record: AlarmRecord, change: AlarmStateChange, place: Place): AlarmNotification {
  const { current, actions, trigger } = record;
  return {
    AlarmName: current.name,
    AlarmDescription: current.description ?? null,
    AWSAccountId: place.accountId,
    AlarmConfigurationUpdatedTimestamp: moment(record.configuredAt),
    NewStateValue: change.to,
    NewStateReason: change.reason,
    StateChangeTime: moment(change.at),
    Region: regionName(place.region),
    AlarmArn: current.arn,
    OldStateValue: change.from,
    OKActions: actions.byState.OK,
    AlarmActions: actions.byState.ALARM,
    InsufficientDataActions: actions.byState.INSUFFICIENT_DATA,
    ...trigger.message,
  };
}

/** The subject of the message to a topic. */
export function notificationSubject({ AlarmName, NewStateValue, Region }: AlarmNotification): string {
  return `${NewStateValue}: "${AlarmName}" in ${Region}`;
}

export function alarmEvent(
  { current, trigger }: AlarmRecord,
  change: AlarmStateChange,
  previous: Alarm,
  { accountId, region }: Place,
): AlarmEvent {
  return {
    source: 'aws.cloudwatch',
    alarmArn: current.arn,
    accountId,
    time: moment(change.at),
    region,
    alarmData: {
      alarmName: current.name,
      state: { value: change.to, reason: change.reason, timestamp: moment(change.at) },
      previousState: { value: change.from, reason: previous.reason, timestamp: moment(previous.since) },
      configuration: {
        ...(current.description === undefined ? {} : { description: current.description }),
        ...trigger.event,
      },
    },
  };
}

/** As AWS writes times in both forms: `2026-01-15T12:00:00.000+0000`. */
function moment(time: number): string {
  return new Date(time).toISOString().replace('Z', '+0000');
}
