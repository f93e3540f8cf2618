import { NotEmulated } from '../kernel/not-emulated';
import type { Place } from '../kernel/place';
import type { CustomerRequest } from './customer-request';
import { requestEventV1 } from './request-event-v1';
import { requestEventV2 } from './request-event-v2';
import type { RoutedRequest } from './routed-request';

/** The event of a request, in the payload format that its integration asks for. */
export function requestEvent(request: CustomerRequest, routed: RoutedRequest, place: Place): unknown {
  switch (routed.payloadFormatVersion) {
    case '1.0':
      return requestEventV1(request, routed, place);
    case '2.0':
      return requestEventV2(request, routed, place);
    case undefined:
      throw new NotEmulated(
        'An integration that does not say its payload format version',
        `the route ${routed.routeKey} of the API ${request.apiId}`,
        'Set PayloadFormatVersion of the integration to 1.0 or 2.0.',
      );
  }
}
