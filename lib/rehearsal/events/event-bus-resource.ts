import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import type { Place } from '../kernel/place';
import { provideResource, type ResourceProvider } from '../kernel/resource-provider';
import { tags } from '../kernel/template-values';
import type { EventBuses } from './event-buses';

/** `AWS::Events::EventBus`: a bus of one's own. */
export function eventBusResource(buses: EventBuses, place: Place): ResourceProvider {
  return provideResource({
    type: 'AWS::Events::EventBus',
    properties: {
      Description: v.optional(v.string()),
      /** Nothing is encrypted. */
      KmsKeyIdentifier: v.optional(v.string()),
      Name: v.string(),
      Tags: tags,
    },
    replacedBy: ['Name'],
    create: ({ Name }) => {
      if (!/^[\w.-]{1,256}$/.test(Name)) {
        throw new ApiError(
          'ValidationException',
          `Parameter Name (${Name}) is not valid for an event bus of one's own.`,
        );
      }
      buses.create(Name);
      return { id: Name, attributes: { Arn: place.arn('events', `event-bus/${Name}`), Name } };
    },
    update: ({ physical }) => physical,
    remove: ({ id }) => {
      buses.drop(id);
    },
  });
}
