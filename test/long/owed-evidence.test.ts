import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Channel, Gate, GatedRelease, ReleasePlatform, Requirement } from 'sluice';
import { Account } from '../../lib/rehearsal/account/account';
import { readAssembly } from '../../lib/rehearsal/assembly/read-assembly';
import { runCommand } from '../../lib/rehearsal/run-command';
import { BARE_GIT, temporaryClone, type TemporaryClone } from '../adapters/temporary-clone';
import { nodeFunction } from '../end-to-end/node-function';
import { HEALTHY, healthyChange } from '../end-to-end/service-assembly';
import { EMPTY_ACCOUNT } from '../rehearsal/account/account-settings';

const SLUICE = join(process.cwd(), 'dist/sluice.js');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ONE_TEST =
  '<testsuite name="chat" tests="1"><testcase classname="chat" name="stays mended" time="0.1"/></testsuite>';
const OWED_HOURS = 6;

let directory: string;
let clone: TemporaryClone;
let account: Account;

/** A hotfix on a platform whose hotfixes owe a regression test for six hours. */
function synthesize(name: string, code?: string): string {
  const outdir = join(directory, name);
  const app = new App({ outdir, context: { 'sluice:type': 'hotfix' } });
  const stack = new Stack(app, 'Platform');
  const owedWithin = Duration.hours(OWED_HOURS);
  const platform = new ReleasePlatform(stack, 'Platform', {
    policy: [Requirement.evidence({ checks: ['regression-test'], types: ['hotfix'], owedWithin })],
    channels: [
      Channel.sns({
        topic: new sns.Topic(stack, 'Team', { topicName: 'team' }),
        routing: { events: ['released', 'owed'] },
      }),
    ],
  });
  const ci = new iam.Role(stack, 'Ci', { roleName: 'ci', assumedBy: new iam.AccountRootPrincipal() });
  platform.grantAttest(ci, 'regression-test');
  if (code !== undefined) {
    const service = new Stack(app, 'Service');
    const fn = nodeFunction(service, 'Fn', code, { directory });
    new GatedRelease(service, 'Release', { function: fn, platform, gates: [Gate.health()] });
  }
  app.synth();
  return outdir;
}

const sluice = (role: string | undefined, ...args: readonly string[]) =>
  runCommand(
    account,
    { file: process.execPath, args: [SLUICE, ...args], directory: clone.directory },
    role === undefined ? undefined : { role, session: 'run-7', place: 'a test' },
  );

const pass = (ms: number) => account.simulation.run(() => account.simulation.sleep(ms));

/** What the team was told meanwhile. */
const told = () =>
  account.recorder
    .take()
    .messages.filter(({ topicArn }) => topicArn.endsWith(':team'))
    .map(({ text }) => text);

/** Deploys a hotfix, and waits until it is released. */
async function release(outdir: string): Promise<void> {
  await account.simulation.run(async () => {
    await sluice(undefined, 'annotate', '--assembly', outdir, '--since', 'v1.0.0');
    await account.deploy(readAssembly(outdir));
    await account.simulation.sleep(30 * MINUTE);
  });
}

beforeAll(async () => {
  process.env = { ...process.env, ...BARE_GIT };
  directory = mkdtempSync(join(tmpdir(), 'sluice-owed-'));
  writeFileSync(join(directory, 'regression.xml'), ONE_TEST);
  clone = temporaryClone();
  clone.commit('feat: begin');
  clone.git('tag', 'v1.0.0');
  clone.commit('fix: answer in time');
  account = new Account(EMPTY_ACCOUNT);
  await account.open();
  await account.simulation.run(() => account.deploy(readAssembly(synthesize('platform'))));
}, 120_000);

afterAll(async () => {
  await account.close();
  clone.remove();
  rmSync(directory, { recursive: true, force: true });
});

// One account, whose releases come one after the other.
describe('a hotfix that owes a regression test', () => {
  it('is released without it, and a message says so four hours before it is due and once it is overdue', async () => {
    await release(synthesize('late', HEALTHY));
    const first = told();
    expect(first.map((text) => text.split(':')[0])).toEqual(['Released']);
    await pass(HOUR);
    expect(told()).toEqual([]);
    await pass(HOUR);
    const soon = told();
    expect(soon).toEqual([expect.stringMatching(/^Owed: /)]);
    expect(soon[0]).toMatch(/1 attestation that it owes until \S+Z: (3|4) hours left\./);
    expect(soon[0]).toContain('`sluice attest ci --assembly cdk.out --check regression-test`');
    await pass(3 * HOUR);
    expect(told()).toEqual([]);
    await pass(HOUR);
    expect(told()).toEqual([expect.stringMatching(/^Overdue: .*\n(?:.*\n)*.*overdue for /)]);
    await pass(6 * HOUR);
    expect(told()).toEqual([]);
  });

  it('has what it owed in its record', async () => {
    const { output } = await account.simulation.run(() => sluice(undefined, 'releases', '--json'));
    const { releases } = JSON.parse(output) as { readonly releases: readonly { readonly id: string }[] };
    const shown = await account.simulation.run(() => sluice(undefined, 'show', releases[0]?.id ?? ''));
    expect(shown.output).toContain('policy-owed');
    expect(shown.output).toMatch(/`regression-test` is\s+owed\s+until/);
  });

  it('is chased by nobody where it is attested in time', async () => {
    const outdir = synthesize('in-time', healthyChange(1));
    await release(outdir);
    expect(told().map((text) => text.split(':')[0])).toEqual(['Released']);
    await pass(HOUR);
    const junit = join(directory, 'regression.xml');
    const attested = await account.simulation.run(() =>
      sluice('ci', 'attest', 'ci', '--assembly', outdir, '--all', '--check', 'regression-test', '--junit', junit),
    );
    expect([attested.exitCode, attested.errors]).toEqual([0, expect.any(String)]);
    await pass(OWED_HOURS * HOUR);
    expect(told()).toEqual([]);
  });
});
