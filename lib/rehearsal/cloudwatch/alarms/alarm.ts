import { type AlarmActions } from './alarm-actions';
import { type AlarmState } from './evaluate-alarm';

/** An alarm as anyone may see it. */
export interface Alarm {
  readonly kind: AlarmKind;
  readonly name: string;
  readonly arn: string;
  readonly state: AlarmState;
  /** In the manner of AWS's `StateReason`. */
  readonly reason: string;
  /** Milliseconds since the epoch: when it came into this state. */
  readonly since: number;
  readonly description: string | undefined;
}

export type AlarmKind = 'metric' | 'composite';

export interface AlarmStateChange {
  readonly alarm: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly reason: string;
}

/** An alarm as the account keeps it: state that changes beside a configuration that may be replaced. */
export interface AlarmRecord {
  current: Alarm;
  /** The reason for machines that `SetAlarmState` gave. */
  reasonData: string | undefined;
  /** Milliseconds since the epoch: when its state or the reason of it was last set. */
  updatedAt: number;
  /** Milliseconds since the epoch: when its configuration was last changed. */
  configuredAt: number;
  actions: AlarmActions;
  /** The alarm by the member names of `DescribeAlarms`, its state and the common members left out. */
  configuration: Readonly<Record<string, unknown>>;
  /** What actions are told of the alarm beside its state. */
  trigger: AlarmTrigger;
  /** Takes, or holds back, the actions of a change of state. */
  act: (record: AlarmRecord, change: AlarmStateChange, previous: Alarm) => void;
}

/** What an alarm is about, in the two forms in which actions are told. */
export interface AlarmTrigger {
  /** Members of the message to a topic. */
  readonly message: Readonly<Record<string, unknown>>;
  /** The member `configuration` of the event to a function. */
  readonly event: Readonly<Record<string, unknown>>;
}
