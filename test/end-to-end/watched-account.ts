import { Account } from '../../lib/rehearsal/account/account';
import type { AccountSettings } from '../../lib/rehearsal/account/account-settings';
import { readAssembly, type Assembly } from '../../lib/rehearsal/assembly/read-assembly';
import type { StackOperation } from '../../lib/rehearsal/cloudformation/stack-operation';

const WELL = { errorRate: 0, latencyMs: { p50: 120, p90: 260, p99: 480 } };

/** One call of an AWS API, as a handler made it. */
export interface CountedCall {
  /** As `monitoring:GetMetricData`, by the signing name of the service. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly roleArn: string;
}

/** An account whose calls are counted, with customers of its aliases, for what no report has. */
export class WatchedAccount {
  readonly account: Account;
  readonly calls: CountedCall[] = [];

  constructor(settings: Partial<AccountSettings>) {
    this.account = new Account({
      ...{ seed: 7, start: Date.UTC(2026, 0, 5, 9), accountId: '123456789012', region: 'us-east-1', parameters: {} },
      ...{ requestsPerSecond: 1, requests: undefined, incidents: [], behaviours: { blue: WELL, green: WELL } },
      ...settings,
    });
    const { apis } = this.account;
    const call = apis.call.bind(apis);
    apis.call = (service, operation, input, caller, ...more) => {
      this.calls.push({ operation: `${service}:${operation}`, input, roleArn: caller.roleArn });
      return call(service, operation, input, caller, ...more);
    };
  }

  /** Deploys stacks of an assembly, and lets customers come to their aliases. Runs inside the simulation. */
  async deploy(
    path: string,
    isWanted: (stackName: string) => boolean = () => true,
  ): Promise<readonly StackOperation[]> {
    const { account } = this;
    const whole = readAssembly(path);
    const assembly: Assembly = { ...whole, stacks: whole.stacks.filter(({ name }) => isWanted(name)) };
    const operations = await account.deploy(assembly);
    for (const { functionName, aliasName } of account.releasedAliases(assembly)) {
      account.workload.serve({ functionName, aliasName });
    }
    return operations;
  }

  /** The executions of the watch. */
  watches() {
    return this.account.stepFunctions.executions().filter(({ name }) => name.endsWith('-watch'));
  }
}

/** Plays in an account of one's own, in virtual time. */
export async function inWatchedAccount<T>(
  settings: Partial<AccountSettings>,
  play: (watched: WatchedAccount) => Promise<T>,
): Promise<T> {
  const watched = new WatchedAccount(settings);
  await watched.account.open();
  try {
    let played: { readonly value: T } | undefined;
    await watched.account.simulation.run(async () => {
      played = { value: await play(watched) };
    });
    if (!played) throw new Error('The simulation ended before what was played in it.');
    return played.value;
  } finally {
    await watched.account.close();
  }
}
