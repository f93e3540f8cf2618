import { type Place } from '../../kernel/place';
import { type Alarm, type AlarmRecord, type AlarmStateChange } from './alarm';
import { isFunction } from './alarm-actions';
import { type AlarmEvent, alarmEvent, type AlarmNotification, alarmNotification } from './alarm-notification';

/**
 * Told of each action of an alarm, at its change of state.
 *
 * @param told the notification for a topic, or the event for a function
 */
export type Act = (actionArn: string, told: AlarmNotification | AlarmEvent) => void;

/** Takes the actions of the state an alarm has come into, unless they are switched off. */
export function takeActions(
  record: AlarmRecord,
  change: AlarmStateChange,
  previous: Alarm,
  { act, place }: { readonly act: Act | undefined; readonly place: Place },
): void {
  if (!act || !record.actions.enabled) return;
  for (const action of record.actions.byState[change.to]) {
    act(
      action,
      isFunction(action) ? alarmEvent(record, change, previous, place) : alarmNotification(record, change, place),
    );
  }
}
