import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Gate, GatedRelease, ReleasePlatform, Requirement } from 'sluice';
import { Account } from '../../lib/rehearsal/account/account';
import { readAssembly } from '../../lib/rehearsal/assembly/read-assembly';
import { runCommand } from '../../lib/rehearsal/run-command';
import { nodeFunction } from '../end-to-end/node-function';
import { HEALTHY, healthyChange } from '../end-to-end/service-assembly';
import { EMPTY_ACCOUNT } from '../rehearsal/account/account-settings';

const SLUICE = join(process.cwd(), 'dist/sluice.js');
const SICK = 'exports.handler = async () => ({ statusCode: 500 });';
const SECRET = 'hunter2';

let directory: string;
let account: Account;

interface Code {
  readonly staging?: string;
  readonly production?: string;
}

/**
 * Two platforms in one account, for two that are two accounts: in staging something attested is asked for, so that its
 * platform reads what is released there, and production asks that it passed there.
 */
function synthesize(name: string, { staging, production }: Code): string {
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const stack = new Stack(app, 'Platforms');
  const platforms = {
    staging: new ReleasePlatform(stack, 'Staging', {
      ...{ platformName: 'staging', policy: [Requirement.evidence({ checks: ['unit'] })] },
    }),
    production: new ReleasePlatform(stack, 'Production', {
      ...{ platformName: 'production', policy: [Requirement.evidence({ checks: ['staging'] })] },
    }),
  };
  for (const [roleName, kind, platform] of [
    ['tester', 'unit', platforms.staging],
    ['promoter', 'staging', platforms.production],
  ] as const) {
    const role = new iam.Role(stack, roleName, { roleName, assumedBy: new iam.AccountRootPrincipal() });
    platform.grantAttest(role, kind);
    // What looking at staging takes.
    platforms.staging.grantExport(role);
    const action = { actions: ['lambda:GetFunctionConfiguration'], resources: ['*'] };
    role.addToPrincipalPolicy(new iam.PolicyStatement(action));
  }
  if (staging !== undefined) {
    const service = new Stack(app, 'ShopStaging');
    const environment = { STAGE: SECRET, SAME: 'same', DEBUG: '1', TOKEN: 'x' };
    const fn = nodeFunction(service, 'Fn', staging, { directory, functionName: 'shop-staging', environment });
    new GatedRelease(service, 'Release', { function: fn, platform: platforms.staging, gates: [Gate.health()] });
  }
  if (production !== undefined) {
    const service = new Stack(app, 'Shop');
    const token = new CfnParameter(service, 'Token', { default: 'y' }).valueAsString;
    const environment = { STAGE: 'production', SAME: 'same', TOKEN: token };
    const fn = nodeFunction(service, 'Fn', production, {
      ...{ directory, functionName: 'shop', environment, memorySize: 1024 },
    });
    new GatedRelease(service, 'Release', { function: fn, platform: platforms.production, gates: [Gate.health()] });
  }
  app.synth();
  return outdir;
}

const sluiceAs = (role: string | undefined, ...args: readonly string[]) =>
  account.simulation.run(() =>
    runCommand(
      account,
      { file: process.execPath, args: [SLUICE, ...args], directory },
      role === undefined ? undefined : { role, session: 'run-7', place: 'a test' },
    ),
  );

async function latest(platform: string) {
  const { output } = await sluiceAs(undefined, 'releases', '--platform', platform, '--json');
  const { releases } = JSON.parse(output) as {
    readonly releases: readonly Readonly<Record<'id' | 'state' | 'decidedBy', string>>[];
  };
  return releases[0]!;
}

async function deploy(name: string): Promise<void> {
  await account.simulation.run(async () => {
    await account.deploy(readAssembly(join(directory, name)));
    await account.simulation.sleep(10 * 60_000);
  });
}

/** Releases code in staging, with the evidence that is asked for there, and answers the release. */
async function releaseInStaging(name: string, code: string, exitCode = '0') {
  synthesize(name, { staging: code });
  await sluiceAs('tester', 'attest', 'ci', '--assembly', name, '--check', 'unit', '--exit-code', exitCode);
  await deploy(name);
  return latest('staging');
}

const attestStaging = (assembly: string, release: string, ...more: readonly string[]) =>
  sluiceAs('promoter', ...['attest', 'staging', '--assembly', assembly, '--release', release], ...more);

const inStaging = ['--staging-platform', 'staging'];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-staging-'));
  synthesize('platforms', {});
  account = new Account(EMPTY_ACCOUNT);
  await account.open();
  await account.simulation.run(() => account.deploy(readAssembly(join(directory, 'platforms'))));
}, 120_000);

afterAll(async () => {
  await account.close();
  rmSync(directory, { recursive: true, force: true });
});

// One account, whose releases come one after the other.
describe('a release in staging', () => {
  let released: string;

  it('is asked for before the same code is released in production', async () => {
    const staging = await releaseInStaging('staging', HEALTHY);
    expect(staging.state).toBe('released');
    released = staging.id;
    synthesize('production', { staging: HEALTHY, production: HEALTHY });
    await deploy('production');
    expect(await latest('production')).toMatchObject({ state: 'blocked', decidedBy: 'policy-evidence' });
    const { id } = await latest('production');
    const { output } = await sluiceAs(undefined, 'show', id, '--platform', 'production');
    expect(output.replace(/\s+/g, ' ')).toContain('run `sluice attest staging`');
  });

  it('is attested with the configuration that differs, by names and without a value', async () => {
    const { exitCode, output, errors } = await attestStaging(
      'production',
      released,
      ...inStaging,
      '--platform',
      'production',
      '--json',
    );
    expect([exitCode, errors]).toEqual([0, expect.not.stringContaining('Not attested')]);
    const { attestations } = JSON.parse(output) as {
      readonly attestations: readonly Readonly<Record<'kind' | 'outcome' | 'said', string> & { figures: object }>[];
    };
    expect(attestations).toHaveLength(1);
    const { kind, outcome, said, figures } = attestations[0]!;
    expect([kind, outcome]).toEqual(['staging', 'pass']);
    expect(said).toMatch(
      new RegExp(`^${released} of shop-staging:live was released in staging at 2026-.* with this code`),
    );
    expect(said).toContain(
      'What differs: memory; environment variables STAGE; environment variables only in staging DEBUG. Not comparable before the deployment: TOKEN.',
    );
    expect(output).not.toContain(SECRET);
    expect(figures).toMatchObject({ differences: 3, 'not comparable': 1 });
    expect(figures).toHaveProperty(['hours since staging']);
  });

  it('lets the same code into production then', async () => {
    await deploy('production');
    expect(await latest('production')).toMatchObject({ state: 'released' });
  });

  it('of other code shows nothing, and nothing is attested', async () => {
    synthesize('other', { production: healthyChange(1) });
    const { exitCode, output, errors } = await attestStaging('other', released, ...inStaging);
    expect([exitCode, output]).toEqual([3, '']);
    expect(errors).toContain('was of other code in staging');
    const shown = await sluiceAs(undefined, 'attestations', 'show', '--assembly', 'other', '--all');
    expect(shown.output).toContain('Nothing was attested');
  });

  it('that was stopped is attested as a failure, with its reason', async () => {
    const { id, state } = await releaseInStaging('sick', SICK);
    expect(state).not.toBe('released');
    synthesize('sick-production', { production: SICK });
    const { exitCode, output } = await attestStaging('sick-production', id, ...inStaging);
    expect(exitCode).toBe(1);
    expect(output).toMatch(
      new RegExp(`staging failed for Shop/.*“${id} of shop-staging:live was (blocked|rolled back) in`),
    );
    await deploy('sick-production');
    expect(await latest('production')).toMatchObject({ state: 'blocked', decidedBy: 'policy-evidence' });
  });

  it('has to be one, of a staging that is not the production', async () => {
    const none = await attestStaging('other', 'd-NOTTHERE1', ...inStaging);
    expect([none.exitCode, none.errors]).toEqual([3, expect.stringContaining('has no release d-NOTTHERE1')]);
    const same = await attestStaging('other', released);
    expect([same.exitCode, same.errors]).toEqual([2, expect.stringContaining('--staging-profile')]);
  });

  it('is attested by whom the platform lets alone', async () => {
    const refused = await sluiceAs(
      'tester',
      ...['attest', 'staging', '--assembly', 'production', '--platform', 'production', '--release', released],
      ...inStaging,
    );
    expect([refused.exitCode, refused.output]).toEqual([3, '']);
    expect(refused.errors).toContain('may not attest `staging`');
  });
});
