import type { ApiCallsPorts } from '../endpoint/api-calls';
import { carryCall, rateExceeded } from '../faults/carry-call';
import { callNames } from './call-names';
import { operatorArn, takesTime } from './operator';
import type { Services } from './services';

type Needed = Pick<
  Services,
  'authorization' | 'commandTime' | 'credentials' | 'dynamoDb' | 'faults' | 'place' | 'simulation'
>;

/**
 * Who calls an API, whether it may, and what goes wrong on the way. What a command calls goes wrong in nothing, and takes no time on the way.
 *
 * @param callMs what a call takes, in virtual milliseconds
 */
export function apiCallsPorts(
  { authorization, commandTime, credentials, dynamoDb, faults, place, simulation }: Needed,
  callMs: number,
): ApiCallsPorts {
  return {
    region: place.region,
    now: () => simulation.now,
    keyOf: (accessKeyId) => credentials.keyOf(accessKeyId),
    authorize: (caller, permission) => {
      if (caller.roleArn === operatorArn(place)) return;
      authorization.authorize(caller, permission);
    },
    carry: async ({ service, operation, input, byCommand }, perform) => {
      if (byCommand) {
        return takesTime({ service, operation }) ? commandTime.pass(perform) : perform();
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
