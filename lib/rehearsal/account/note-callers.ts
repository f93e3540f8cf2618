import type { Callers } from '../observation';
import type { ServedAlias } from '../workload/served-alias';
import type { ApiTraffic } from './api-traffic';
import { callersOf } from './callers';
import type { Services } from './services';

type AccountWithTraffic = Services & { readonly apiTraffic: Pick<ApiTraffic, 'goesPast'> };

/** Keeps what calls an alias, and what its function itself, as the account is now. */
export function noteCallers(account: AccountWithTraffic, alias: ServedAlias): Callers {
  const { apiGateway, apiTraffic, cloudFormation, recorder, stepFunctions } = account;
  const found = callersOf(alias, {
    place: account.place,
    routes: apiGateway.routes(),
    resources: cloudFormation.stacks.resources(),
    definitionOf: (arn) => stepFunctions.definition(arn),
  });
  const callers = { ...found, customersGoPast: apiTraffic.goesPast(alias) };
  recorder.callers(callers);
  return callers;
}

/** Says what goes past an alias whose deployment begins. */
export function noteDetours(account: AccountWithTraffic, alias: ServedAlias, deploymentId: string): void {
  for (const { service, name } of noteCallers(account, alias).pastAlias) {
    account.recorder.note(
      service,
      `${name} goes past the alias ${alias.aliasName}: it calls the function ${alias.functionName} itself, so its calls reach new code at once, and count neither as blue nor as green.`,
      deploymentId,
    );
  }
}
