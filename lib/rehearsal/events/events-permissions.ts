import type { Permission, PermissionsNeeded } from '../kernel/permission';
import type { Place } from '../kernel/place';

interface Entry {
  readonly EventBusName?: string;
  readonly Source?: string;
  readonly DetailType?: string;
}

/** Service Authorization Reference, "Amazon EventBridge": every entry needs leave of its own bus. */
export function eventsPermissions(place: Place): PermissionsNeeded {
  return (_, { Entries }) => {
    const entries = Array.isArray(Entries) ? (Entries as readonly Entry[]) : [];
    return entries.map(({ EventBusName = 'default', Source, DetailType }): Permission => {
      const resource = EventBusName.startsWith('arn:')
        ? EventBusName
        : place.arn('events', `event-bus/${EventBusName}`);
      const context = {
        ...(Source === undefined ? {} : { 'events:source': [Source] }),
        ...(DetailType === undefined ? {} : { 'events:detail-type': [DetailType] }),
      };
      return { action: 'events:PutEvents', resource, context };
    });
  };
}
