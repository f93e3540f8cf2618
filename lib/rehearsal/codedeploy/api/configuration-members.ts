import * as v from 'valibot';
import { ROLLBACK_EVENTS, type AlarmConfiguration, type RollbackEvent } from '../deployment-group';

/** `AlarmConfiguration`, as calls send it. */
export const alarmConfiguration = v.strictObject({
  enabled: v.optional(v.boolean()),
  ignorePollAlarmFailure: v.optional(v.boolean()),
  alarms: v.optional(v.array(v.strictObject({ name: v.string() }))),
});

/** `AutoRollbackConfiguration`, as calls send it. */
export const autoRollbackConfiguration = v.strictObject({
  enabled: v.optional(v.boolean()),
  events: v.optional(v.array(v.picklist(ROLLBACK_EVENTS))),
});

export function readAlarms(sent: v.InferOutput<typeof alarmConfiguration>): AlarmConfiguration {
  return {
    alarms: (sent.alarms ?? []).map(({ name }) => name),
    alarmsEnabled: sent.enabled ?? false,
    ignorePollAlarmFailure: sent.ignorePollAlarmFailure ?? false,
  };
}

export function readRollback(sent: v.InferOutput<typeof autoRollbackConfiguration>): readonly RollbackEvent[] {
  return (sent.enabled ?? false) ? (sent.events ?? []) : [];
}

export function describeAlarms({ alarms, alarmsEnabled, ignorePollAlarmFailure }: AlarmConfiguration) {
  return { enabled: alarmsEnabled, ignorePollAlarmFailure, alarms: alarms.map((name) => ({ name })) };
}

export function describeRollback(events: readonly RollbackEvent[]) {
  return { enabled: events.length > 0, events };
}
