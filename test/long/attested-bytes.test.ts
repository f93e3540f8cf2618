import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Gate, GatedRelease, ReleasePlatform, Requirement } from 'sluice';
import { Account } from '../../lib/rehearsal/account/account';
import { readAssembly } from '../../lib/rehearsal/assembly/read-assembly';
import { runCommand } from '../../lib/rehearsal/run-command';
import { nodeFunction } from '../end-to-end/node-function';
import { HEALTHY, healthyChange } from '../end-to-end/service-assembly';
import { EMPTY_ACCOUNT } from '../rehearsal/account/account-settings';

const SLUICE = join(process.cwd(), 'dist/sluice.js');

let directory: string;
let account: Account;

interface Synthesized {
  readonly code: string;
  readonly memorySize?: number;
  /** The id of the asset, chosen by hand. */
  readonly assetHash?: string;
}

/**
 * A platform that asks for evidence and an approval of `shop` and for nothing of `plain`, with both under release, and a
 * function beside them that is not.
 */
function synthesize(name: string, service?: Synthesized): string {
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const stack = new Stack(app, 'Platform');
  const platform = new ReleasePlatform(stack, 'Platform', {
    policy: [
      Requirement.evidence({ checks: ['unit'], services: ['shop'] }),
      Requirement.approvals({ by: ['qa-lead'], independent: false, services: ['shop'] }),
    ],
  });
  if (service) {
    const { code, memorySize = 128, assetHash } = service;
    const services = new Stack(app, 'Service');
    for (const functionName of ['shop', 'plain']) {
      const fn = nodeFunction(services, functionName, code, {
        ...{ directory, functionName, memorySize },
        ...(assetHash === undefined ? {} : { code: byHand(code, assetHash) }),
      });
      new GatedRelease(services, `Release-${functionName}`, { function: fn, platform, gates: [Gate.health()] });
    }
    nodeFunction(services, 'beside', healthyChange(99), { directory, functionName: 'beside' });
  }
  for (const kind of ['unit', 'qa-lead'])
    platform.grantAttest(new iam.Role(stack, kind, { assumedBy: new iam.AccountRootPrincipal() }), kind);
  app.synth();
  return outdir;
}

/** Code whose asset has an id that says nothing of it. */
function byHand(code: string, assetHash: string): lambda.Code {
  const source = mkdtempSync(join(directory, 'by-hand-'));
  writeFileSync(join(source, 'index.js'), code);
  return lambda.Code.fromAsset(source, { assetHash });
}

async function run(file: string, args: readonly string[], from = directory): Promise<string> {
  const { exitCode, output, errors } = await account.simulation.run(() =>
    runCommand(account, { file, args, directory: from }),
  );
  if (exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${String(exitCode)}: ${output}${errors}`);
  return output;
}

const sluice = (command: string, ...more: readonly string[]) =>
  run(process.execPath, [SLUICE, ...command.split(' '), ...more]);

const attest = (name: string) => sluice(`attest ci --assembly ${name} --function shop --check unit --exit-code 0`);
const approve = (of: string) => sluice(`approve ${of} --as qa-lead`, '--because', 'Tried on staging.');

interface Told {
  readonly id: string;
  readonly functionName: string;
  readonly state: string;
  readonly decidedBy: string;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
}

async function releases(): Promise<readonly Told[]> {
  return (JSON.parse(await sluice('releases --json')) as { readonly releases: readonly Told[] }).releases;
}

/** Deploys an assembly, and answers how the release of a function went. */
async function deployed(name: string, functionName: string): Promise<string> {
  const before = new Set((await releases()).map(({ id }) => id));
  await account.simulation.run(async () => {
    await account.deploy(readAssembly(join(directory, name)));
    await account.simulation.sleep(10 * 60_000);
  });
  const made = (await releases()).find((one) => !before.has(one.id) && one.functionName === functionName);
  return made ? `${made.state} by ${made.decidedBy}` : 'not released';
}

async function latest(functionName: string): Promise<string> {
  const [release] = (await releases()).filter((one) => one.functionName === functionName);
  return (await sluice('show', release?.id ?? '')).replace(/\s+/g, ' ');
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-bytes-'));
  synthesize('platform');
  account = new Account(EMPTY_ACCOUNT);
  await account.open();
  await account.simulation.run(() => account.deploy(readAssembly(join(directory, 'platform'))));
}, 120_000);

afterAll(async () => {
  await account.close();
  rmSync(directory, { recursive: true, force: true });
});

// One account, whose releases come one after the other.
describe('the bytes of a release', () => {
  it('are those that were attested, from whichever folder they were synthesized, and an approval by name is of them', async () => {
    synthesize('tested', { code: HEALTHY });
    synthesize('again', { code: HEALTHY });
    expect(await attest('tested')).toMatch(/\(subject [0-9a-f]{12}, dirHash:[0-9a-f]{12}\)/);
    const shown = await sluice('attestations show --assembly again --function shop --json');
    const { subjects } = JSON.parse(shown) as { readonly subjects: readonly [{ readonly sha256: string }] };
    await approve(`--subject ${subjects[0].sha256}`);
    expect(await deployed('again', 'shop')).toBe('released by gates');
    expect(await latest('shop')).toContain('policy-bytes');
    expect(await latest('plain')).not.toContain('policy-bytes');
  });

  it('are not those that were attested where an asset’s id was chosen by hand', async () => {
    synthesize('by-hand', { code: healthyChange(1), assetHash: 'v2' });
    synthesize('swapped', { code: healthyChange(2), assetHash: 'v2' });
    await attest('by-hand');
    await approve('--assembly by-hand --function shop');
    const shown = await sluice('attestations show --assembly swapped --function shop');
    expect(shown).toContain('unit: not counted. `unit` was attested');
    expect(await deployed('swapped', 'shop')).toBe('blocked by policy-evidence, policy-approvals');
    expect(await latest('shop')).toMatch(/`unit` was attested .* of other code \(dirHash:/);
  });

  it('are not those that were attested where the object was overwritten before its deployment', async () => {
    const assembly = synthesize('overwritten', { code: healthyChange(3) });
    await attest('overwritten');
    await approve('--assembly overwritten --function shop');
    for (const name of readdirSync(assembly).filter((entry) => /^asset\.[0-9a-f]+$/.test(entry))) {
      const file = join(assembly, name, 'index.js');
      const text = readFileSync(file, 'utf8');
      if (text.includes('// change 3')) writeFileSync(file, text.replace('"ok"', '"ok","from":"a thief"'));
    }
    expect(await deployed('overwritten', 'shop')).toBe('blocked by policy-evidence, policy-approvals');
  });

  it('are not those that were synthesized where somebody changed a function past its deployment, without a policy too', async () => {
    synthesize('before', { code: healthyChange(4) });
    await attest('before');
    await approve('--assembly before --function shop');
    expect(await deployed('before', 'plain')).toBe('released by gates');
    await hotswap('plain');

    synthesize('larger', { code: healthyChange(4), memorySize: 256 });
    await attest('larger');
    await approve('--assembly larger --function shop');
    expect(await deployed('larger', 'plain')).toBe('blocked by policy-bytes');
    expect(await latest('plain')).toContain('cdk deploy --hotswap');
  });
});

/** As `cdk deploy --hotswap` does it: the code of another asset, by Lambda's own API. */
async function hotswap(functionName: string): Promise<void> {
  const template = JSON.parse(readFileSync(join(directory, 'before', 'Service.template.json'), 'utf8')) as {
    readonly Resources: Readonly<
      Record<
        string,
        { readonly Properties?: { readonly FunctionName?: string; readonly Code?: { readonly S3Key: string } } }
      >
    >;
  };
  const beside = Object.values(template.Resources).find(({ Properties }) => Properties?.FunctionName === 'beside');
  const script = `
    const { LambdaClient, UpdateFunctionCodeCommand } = require('@aws-sdk/client-lambda');
    const [FunctionName, S3Bucket, S3Key] = process.argv.slice(1);
    new LambdaClient().send(new UpdateFunctionCodeCommand({ FunctionName, S3Bucket, S3Key }));
  `;
  const { accountId: id, region } = account.place;
  const bucket = `cdk-hnb659fds-assets-${id}-${region}`;
  const key = beside?.Properties?.Code?.S3Key ?? '';
  await run(process.execPath, ['-e', script, functionName, bucket, key], process.cwd());
}
