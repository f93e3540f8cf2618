import type { ApiCallsPorts } from '../endpoint/api-calls';
import { carryCall } from '../faults/carry-call';
import { callNames } from './call-names';
import { checkOperatorCall, operatorArn } from './operator';
import type { Services } from './services';

type Needed = Pick<Services, 'authorization' | 'credentials' | 'faults' | 'place' | 'simulation'>;

/**
 * Who calls an API, whether it may, and what goes wrong on the way. An operator may look at anything, at once.
 *
 * @param callMs what a call takes, in virtual milliseconds
 */
export function apiCallsPorts(
  { authorization, credentials, faults, place, simulation }: Needed,
  callMs: number,
): ApiCallsPorts {
  return {
    region: place.region,
    callerOf: (accessKeyId) => {
      const roleArn = credentials.roleOf(accessKeyId);
      return roleArn === undefined ? undefined : { roleArn };
    },
    authorize: (caller, permission) => {
      if (caller.roleArn === operatorArn(place)) return;
      authorization.authorize(caller, permission);
    },
    carry: async ({ service, operation, caller }, perform) => {
      if (caller.roleArn === operatorArn(place)) {
        checkOperatorCall({ service, operation });
        return perform();
      }
      await simulation.sleep(callMs);
      const fault = faults.strike('api', () => callNames(service, operation));
      return fault ? carryCall(fault, perform, simulation) : perform();
    },
  };
}
