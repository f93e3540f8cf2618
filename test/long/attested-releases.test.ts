import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Gate, GatedRelease, ReleasePlatform, Requirement } from 'sluice';
import { Account } from '../../lib/rehearsal/account/account';
import { readAssembly } from '../../lib/rehearsal/assembly/read-assembly';
import { runCommand } from '../../lib/rehearsal/run-command';
import { nodeFunction } from '../end-to-end/node-function';
import { HEALTHY, healthyChange } from '../end-to-end/service-assembly';
import { EMPTY_ACCOUNT } from '../rehearsal/account/account-settings';

const SLUICE = join(process.cwd(), 'dist/sluice.js');
const FOUR_TESTS = `<testsuites><testsuite name="chat" tests="4" failures="0" errors="0" skipped="0">
${['a', 'b', 'c', 'd'].map((name) => `<testcase classname="chat" name="${name}" time="0.1"/>`).join('\n')}
</testsuite></testsuites>`;

let directory: string;
let account: Account;

/** A platform that asks for evidence and an approval, and, where there is code, a function under release. */
function synthesize(name: string, code?: string, memorySize = 128): string {
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const stack = new Stack(app, 'Platform');
  const platform = new ReleasePlatform(stack, 'Platform', {
    policy: [
      Requirement.evidence({ checks: ['unit'] }),
      Requirement.approvals({ by: ['qa-lead'], independent: false, services: ['approved-*'] }),
    ],
  });
  const roles = { ci: 'unit', quinn: 'qa-lead' };
  for (const [roleName, kind] of Object.entries(roles)) {
    const role = new iam.Role(stack, roleName, { roleName, assumedBy: new iam.AccountRootPrincipal() });
    platform.grantAttest(role, kind);
  }
  if (code !== undefined) {
    const service = new Stack(app, 'Service');
    for (const functionName of ['shop', 'approved-shop']) {
      const fn = nodeFunction(service, functionName, code, { directory, functionName, memorySize });
      const gates = functionName === 'shop' ? [Gate.ciEvidence({ checks: ['unit'] }), Gate.health()] : [Gate.health()];
      new GatedRelease(service, `Release-${functionName}`, { function: fn, platform, gates });
    }
  }
  app.synth();
  return outdir;
}

const as = (role: string, session: string) => ({ role, session, place: 'a test' });

const sluiceAs = (session: ReturnType<typeof as> | undefined, ...args: readonly string[]) =>
  account.simulation.run(() =>
    runCommand(account, { file: process.execPath, args: [SLUICE, ...args], directory }, session),
  );

/** Deploys an assembly, and answers how each release of it went, by the function. */
async function deployed(name: string): Promise<Readonly<Record<string, unknown>>> {
  const before = new Set((await releases()).map(({ id }) => id));
  await account.simulation.run(async () => {
    await account.deploy(readAssembly(join(directory, name)));
    await account.simulation.sleep(10 * 60_000);
  });
  const made = (await releases()).filter(({ id }) => !before.has(id));
  return Object.fromEntries(
    made.map(({ functionName, state, decidedBy }) => [functionName, `${state} by ${decidedBy}`]),
  );
}

async function releases() {
  const { output } = await sluiceAs(undefined, 'releases', '--json');
  const { releases: all } = JSON.parse(output) as {
    readonly releases: readonly Readonly<Record<'id' | 'functionName' | 'state' | 'decidedBy', string>>[];
  };
  return all;
}

const attestUnit = (name: string, ...more: readonly string[]) =>
  sluiceAs(as('ci', 'run-7'), 'attest', 'ci', '--assembly', name, '--check', 'unit', '--junit', 'junit.xml', ...more);
const approve = (name: string, session = as('quinn', 'quinn@example.com'), ...more: readonly string[]) =>
  sluiceAs(session, 'approve', '--assembly', name, '--function', 'approved-shop', '--as', 'qa-lead', ...more);

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-attested-'));
  writeFileSync(join(directory, 'junit.xml'), FOUR_TESTS);
  synthesize('platform');
  synthesize('first', HEALTHY);
  account = new Account(EMPTY_ACCOUNT);
  await account.open();
  await account.simulation.run(() => account.deploy(readAssembly(join(directory, 'platform'))));
}, 120_000);

afterAll(async () => {
  await account.close();
  rmSync(directory, { recursive: true, force: true });
});

// One account, whose releases come one after the other.
describe('what is attested', () => {
  it('is asked for at the first deploy too', async () => {
    const states = Object.values(await deployed('first'));
    expect(states.length).toBeGreaterThan(0);
    for (const state of states) expect(state).toMatch(/^blocked by (ci-evidence, )?policy-evidence/);
  });

  it('is what a preflight misses, before anything is deployed', async () => {
    const { exitCode, output } = await sluiceAs(undefined, 'preflight', '--to', 'first', '--json');
    const { findings } = JSON.parse(output) as {
      readonly findings: readonly Record<'code' | 'release' | 'what', string>[];
    };
    expect(exitCode).toBe(1);
    expect(
      findings
        .filter(({ code }) => code === 'policy-unmet')
        .map(({ what }) => what.split(':')[0])
        .toSorted(),
    ).toEqual(['`ci-evidence`', '`policy-approvals`', '`policy-evidence`', '`policy-evidence`']);
  });

  it('is kept by CI, as the session that runs it, for every release of an assembly', async () => {
    const { exitCode, output, errors } = await attestUnit('first', '--all');
    expect([exitCode, errors]).toEqual([0, expect.any(String)]);
    expect(output.trim().split('\n')).toEqual([
      expect.stringMatching(
        /^unit passed for Service\/.*: “4 tests passed\.” By arn:aws:sts::\d+:assumed-role\/ci\/run-7, until /,
      ),
      expect.stringMatching(/^unit passed for Service\//),
    ]);
  });

  it('is shown, with what of it counts', async () => {
    const { output } = await sluiceAs(undefined, 'attestations', 'show', '--assembly', 'first', '--all');
    expect(output).toContain('  unit: passed\n');
  });

  it('lets through what has all of it, and says what another lacks', async () => {
    expect(await deployed('first')).toMatchObject({ 'approved-shop': 'blocked by policy-approvals' });
    await approve('first', undefined, '--because', 'Tried on staging.');
    expect(await sluiceAs(undefined, 'preflight', '--to', 'first')).toMatchObject({ exitCode: 0 });
    expect(await deployed('first')).toMatchObject({ 'approved-shop': 'released by gates' });
  });

  it('is of what was synthesized alone: another setting needs it anew', async () => {
    synthesize('larger', HEALTHY, 256);
    const states = await deployed('larger');
    expect(Object.values(states).join()).toMatch(/blocked by .*policy-evidence/);
  });

  it('may be a failure, which stops the pipeline and the release', async () => {
    synthesize('failing', healthyChange(1));
    writeFileSync(
      join(directory, 'junit.xml'),
      FOUR_TESTS.replace('name="a" time="0.1"/>', 'name="a"><failure/></testcase>').replace(
        'failures="0"',
        'failures="1"',
      ),
    );
    const { exitCode, output } = await attestUnit('failing', '--all');
    expect([exitCode, output]).toEqual([1, expect.stringContaining('unit failed for Service/')]);
    expect(Object.values(await deployed('failing')).join()).toMatch(/blocked by/);
    writeFileSync(join(directory, 'junit.xml'), FOUR_TESTS);
  });

  it('is not taken of a report that cannot be read', async () => {
    writeFileSync(join(directory, 'broken.xml'), FOUR_TESTS.slice(0, 120));
    const { exitCode, errors } = await sluiceAs(
      as('ci', 'run-7'),
      ...'attest ci --all --assembly failing --check unit --junit broken.xml'.split(' '),
    );
    expect([exitCode, errors]).toEqual([2, expect.stringContaining('broken.xml')]);
  });

  it.each([
    [
      'another kind than the role may',
      as('ci', 'run-7'),
      'qa-lead',
      /not authorized to perform: lambda:InvokeFunction/,
    ],
    ['a kind that the platform does not know', undefined, 'cto', /knows no attestation `cto`/],
  ])('is not kept of %s', async (_, session, kind, says) => {
    const { exitCode, errors } = await sluiceAs(
      session,
      ...['approve', '--assembly', 'failing', '--all', '--as', kind, '--because', 'x'],
    );
    expect(exitCode).toBe(3);
    expect(errors).toMatch(says);
  });
});
