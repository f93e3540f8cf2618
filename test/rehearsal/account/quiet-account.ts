import { Account } from '../../../lib/rehearsal/account/account';
import { EMPTY_ACCOUNT } from './account-settings';

/** An account that no customer calls. @param modelled the functions that cannot be run, by logical id or name */
export function quietAccount(modelled: readonly string[] = []): Account {
  const functions = Object.fromEntries(modelled.map((name) => [name, { model: {} }]));
  return new Account({ ...EMPTY_ACCOUNT, region: 'us-east-1', functions });
}

/** Deploys one stack. What failed in it is said in CloudFormation's words. */
export async function deployStack(account: Account, name: string, template: unknown) {
  const { status, events } = await account.simulation.run(() =>
    account.cloudFormation.deploy({ name, template, where: `${name}.json` }),
  );
  return { status, failed: events.filter((event) => event.status.endsWith('_FAILED')).map(({ reason }) => reason) };
}
