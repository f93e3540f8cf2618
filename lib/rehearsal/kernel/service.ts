import type { PermissionsNeeded } from './permission';
import type { ServiceApi } from './service-api';
import type { WireProtocol } from './wire';

/** A service of the account, as handlers reach it over the wire and other services by its operations. */
export interface Service {
  readonly protocol: WireProtocol;
  readonly api: ServiceApi;
  readonly permissions: PermissionsNeeded;
}
