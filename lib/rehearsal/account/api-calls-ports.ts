import type { ApiCallsPorts } from '../endpoint/api-calls';
import { carryCall, rateExceeded } from '../faults/carry-call';
import { callNames } from './call-names';
import { checkOperatorCall, operatorArn } from './operator';
import type { Services } from './services';

type Needed = Pick<Services, 'authorization' | 'credentials' | 'dynamoDb' | 'faults' | 'place' | 'simulation'>;

/**
 * Who calls an API, whether it may, and what goes wrong on the way. An operator may look at anything, at once.
 *
 * @param callMs what a call takes, in virtual milliseconds
 */
export function apiCallsPorts(
  { authorization, credentials, dynamoDb, faults, place, simulation }: Needed,
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
    carry: async ({ service, operation, input, caller }, perform) => {
      if (caller.roleArn === operatorArn(place)) {
        checkOperatorCall({ service, operation });
        return perform();
      }
      await simulation.sleep(callMs);
      const fault = faults.strike('api', () => callNames(service, operation));
      if (!fault) return perform();
      // What throttles a table counts in its metrics, whoever caused it.
      const throttled = () => (service === 'dynamodb' ? dynamoDb.refusal(operation, input) : undefined);
      return carryCall(fault, perform, simulation, () => throttled() ?? rateExceeded());
    },
  };
}
