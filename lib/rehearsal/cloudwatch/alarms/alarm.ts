import { type AlarmDefinition } from './alarm-definition';
import { type AlarmState } from './evaluate-alarm';

/** An alarm as anyone may see it. */
export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly state: AlarmState;
  /** In the manner of AWS's `StateReason`. */
  readonly reason: string;
  /** Milliseconds since the epoch: when it came into this state. */
  readonly since: number;
  readonly description: string | undefined;
}

export interface AlarmStateChange {
  readonly alarm: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly reason: string;
}

/** An alarm as the account keeps it: state that changes beside a definition that may be replaced. */
export interface KeptAlarm {
  current: Alarm;
  definition: AlarmDefinition;
  readonly stopEvaluating: () => void;
}
