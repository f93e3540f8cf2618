import { Account } from '../../../lib/rehearsal/account/account';

const NOBODY = { errorRate: 0, latencyMs: { p50: 0, p90: 0, p99: 0 } };

/** An account that no customer calls. @param modelled the functions that cannot be run, by logical id or name */
export function quietAccount(modelled: readonly string[] = []): Account {
  return new Account({
    seed: 1,
    start: Date.UTC(2026, 0, 5),
    accountId: '123456789012',
    region: 'us-east-1',
    parameters: {},
    requestsPerSecond: 0,
    requests: undefined,
    incidents: [],
    behaviours: { blue: NOBODY, green: NOBODY },
    functions: Object.fromEntries(modelled.map((name) => [name, { model: {} }])),
  });
}

/** Deploys one stack. What failed in it is said in CloudFormation's words. */
export async function deployStack(account: Account, name: string, template: unknown) {
  const { status, events } = await account.simulation.run(() =>
    account.cloudFormation.deploy({ name, template, where: `${name}.json` }),
  );
  return { status, failed: events.filter((event) => event.status.endsWith('_FAILED')).map(({ reason }) => reason) };
}
