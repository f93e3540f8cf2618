import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, ReleasePlatform, type IReleasePlatform } from 'sluice';
import type { Release } from '../../lib/domain/release/release';
import { Account } from '../../lib/rehearsal/account/account';
import { readAssembly } from '../../lib/rehearsal/assembly/read-assembly';
import type { StackOperation } from '../../lib/rehearsal/cloudformation/stack-operation';
import { nodeFunction } from './node-function';

/** The account that is rehearsed, and in it the release of one squad, all of whose names another squad knows. */
export const VICTIM = { functionName: 'chat', deploymentGroup: 'chat-live', roleName: 'chat-release' } as const;

export interface Squads {
  /** What the victim's function answers by. */
  readonly code: string;
  /** What another squad deploys after it, in a stack of its own called `Thief`. */
  readonly thief?: (stack: Stack, platform: IReleasePlatform) => void;
}

/** Synthesizes a platform, a squad's release and what another squad deploys into `directory/name`. */
export function synthesizeSquads(directory: string, name: string, { code, thief }: Squads): string {
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform');
  const release = releaseOf(new Stack(app, 'Chat'), platform, {
    functionName: VICTIM.functionName,
    code,
    directory,
  });
  nameDeploymentGroup(release, VICTIM.deploymentGroup);
  (release.releaseRole.node.defaultChild as { roleName?: string }).roleName = VICTIM.roleName;
  if (thief) {
    const stack = new Stack(app, 'Thief');
    stack.addStackDependency(Stack.of(release), 'it comes after what it is to harm');
    thief(stack, platform);
  }
  app.synth();
  return outdir;
}

export interface OwnFunction {
  readonly functionName: string;
  readonly code: string;
  /** For its source. */
  readonly directory: string;
}

export function functionOf(stack: Stack, { functionName, code, directory }: OwnFunction): lambda.Function {
  return nodeFunction(stack, 'Fn', code, { directory, functionName });
}

/** A function under release, with a health gate. */
export function releaseOf(stack: Stack, platform: IReleasePlatform, own: OwnFunction): GatedRelease {
  return new GatedRelease(stack, 'Release', { function: functionOf(stack, own), platform, gates: [Gate.health()] });
}

/** Gives the deployment group of a release a name of its own. */
export function nameDeploymentGroup({ node }: GatedRelease, name: string): void {
  (node.findChild('DeploymentGroup') as { deploymentGroupName?: string }).deploymentGroupName = name;
}

const NOBODY = { errorRate: 0, latencyMs: { p50: 1, p90: 1, p99: 1 } };

/** What came of deployments: of the stacks of the last one, and what the account has to show for all of them. */
export interface Deployed {
  readonly operations: readonly StackOperation[];
  /** The releases in the ledger, as `<id> <state>`. */
  readonly releases: readonly string[];
  readonly messages: readonly string[];
  readonly deniedActions: readonly string[];
  readonly outsideUrls: readonly string[];
  readonly logs: readonly string[];
}

/**
 * Deploys assemblies one after the other into a new account.
 *
 * @param afterwards what somebody does in it then
 */
export async function deployed(
  assemblies: readonly string[],
  afterwards: (account: Account) => Promise<void> = () => Promise.resolve(),
): Promise<Deployed> {
  const account = new Account({
    ...{ seed: 1, start: Date.UTC(2026, 0, 5), accountId: '123456789012', region: 'us-east-1', parameters: {} },
    ...{ requestsPerSecond: 0, requests: undefined, incidents: [], behaviours: { blue: NOBODY, green: NOBODY } },
  });
  await account.open();
  try {
    let operations: readonly StackOperation[] = [];
    for (const assembly of assemblies) {
      operations = await account.simulation.run(() => account.deploy(readAssembly(assembly)));
    }
    await account.simulation.run(() => afterwards(account));
    const tables = [...(await account.tables()).values()].flat();
    const { messages, deniedCalls, outsideCalls } = account.recorder.take();
    return {
      operations,
      releases: tables.flatMap(({ PK, SK, release }) =>
        SK === 'META' ? [`${String(PK).replace('RELEASE#', '')} ${(release as Release).state}`] : [],
      ),
      messages: messages.map(({ text }) => text),
      deniedActions: deniedCalls.map(({ action }) => action),
      outsideUrls: outsideCalls.map(({ url }) => url),
      logs: account.recorder.logs(),
    };
  } finally {
    await account.close();
  }
}
