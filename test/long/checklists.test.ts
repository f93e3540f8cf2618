import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Gate, GatedRelease, ReleasePlatform } from 'sluice';
import { Account } from '../../lib/rehearsal/account/account';
import { readAssembly } from '../../lib/rehearsal/assembly/read-assembly';
import { runCommand } from '../../lib/rehearsal/run-command';
import { nodeFunction } from '../end-to-end/node-function';
import { HEALTHY } from '../end-to-end/service-assembly';
import { EMPTY_ACCOUNT } from '../rehearsal/account/account-settings';

const SLUICE = join(process.cwd(), 'dist/sluice.js');
const KINDS = ['unit', 'staging-smoke', 'migrated', 'release-manager', 'dashboard', 'too-late'];

const CHECKLIST = `schema: 1
items:
  - { id: unit, what: The unit tests pass, due: T-24h, attested: unit }
  - id: smoke
    what: The smoke tests of staging pass
    due: T-4h
    attested: staging-smoke
    run: { suite: { file: smoke.yaml, function: shop-staging } }
  - id: migrated
    what: The tables are migrated
    due: T-4h
    attested: migrated
    run: { command: [${JSON.stringify(process.execPath)}, migrated.js] }
  - { id: runbook, what: The runbook is up to date, due: T-0, link: 'https://example.com/runbook' }
  - { id: healthy, what: The new version is healthy, due: T-0, gate: health }
  - { id: dashboard, what: Somebody looked at the dashboard, due: T+15m, attested: dashboard }
`;
const SMOKE = `effects: none
conversations:
  - { key: hello, turns: [{ event: Hello, expect: { said: Hello } }] }
`;

let directory: string;
let account: Account;

function synthesize(name: string, memorySize?: number): string {
  const outdir = join(directory, name);
  const app = new App({ outdir });
  const stack = new Stack(app, 'Platform');
  const platform = new ReleasePlatform(stack, 'Platform');
  const roleName = 'staff';
  const role = new iam.Role(stack, 'Staff', { roleName, assumedBy: new iam.AccountRootPrincipal() });
  for (const kind of KINDS) platform.grantAttest(role, kind);
  const echo = 'exports.handler = async (event) => ({ said: event });';
  nodeFunction(new Stack(app, 'Staging'), 'Fn', echo, { directory, functionName: 'shop-staging' });
  if (memorySize !== undefined) {
    const service = new Stack(app, 'Service');
    const fn = nodeFunction(service, 'Fn', HEALTHY, { directory, functionName: 'shop', memorySize });
    const file = join(directory, 'checklist.yaml');
    new GatedRelease(service, 'Release', {
      ...{ function: fn, platform },
      gates: [Gate.checklist({ file }), Gate.health()],
    });
  }
  app.synth();
  return outdir;
}

const sluice = (...args: readonly string[]) =>
  account.simulation.run(() => runCommand(account, { file: process.execPath, args: [SLUICE, ...args], directory }));

const checklist = (...args: readonly string[]) => sluice('checklist', '--file', 'checklist.yaml', ...args);

interface Shown {
  readonly subjects: readonly [
    { readonly items: readonly Readonly<Record<'id' | 'is', string> & { readonly isLacking: boolean }>[] },
  ];
}

/** How it stands with each item, by its id. */
async function standings(...args: readonly string[]): Promise<{ exitCode: number | null; is: Record<string, string> }> {
  const { exitCode, output } = await checklist('--json', ...args);
  const { subjects } = JSON.parse(output) as Shown;
  return { exitCode, is: Object.fromEntries(subjects[0].items.map(({ id, is }) => [id, is])) };
}

const deploy = (name: string) =>
  account.simulation.run(async () => {
    await account.deploy(readAssembly(join(directory, name)));
    await account.simulation.sleep(10 * 60_000);
  });

async function lastRelease() {
  const { output } = await sluice('releases', '--json');
  const { releases } = JSON.parse(output) as {
    readonly releases: readonly Readonly<Record<'id' | 'state' | 'decidedBy', string>>[];
  };
  return releases[0]!;
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-checklists-'));
  writeFileSync(join(directory, 'checklist.yaml'), CHECKLIST);
  writeFileSync(join(directory, 'smoke.yaml'), SMOKE);
  writeFileSync(join(directory, 'migrated.js'), 'console.log("no migration is open"); process.exitCode = 3;');
  account = new Account(EMPTY_ACCOUNT);
  await account.open();
  synthesize('platform');
  await account.simulation.run(() => account.deploy(readAssembly(join(directory, 'platform'))));
  synthesize('first', 128);
}, 120_000);

afterAll(async () => {
  await account.close();
  rmSync(directory, { recursive: true, force: true });
});

// One account, in which one thing comes after the other.
describe('a checklist', () => {
  it('stops a release that lacks what is due before it starts', async () => {
    const planned = await standings('--assembly', 'first');
    expect(planned).toEqual({
      exitCode: 1,
      is: {
        unit: 'overdue',
        smoke: 'overdue',
        migrated: 'overdue',
        runbook: 'look',
        healthy: 'open',
        dashboard: 'open',
      },
    });
    await deploy('first');
    expect(await lastRelease()).toMatchObject({ state: 'blocked', decidedBy: 'checklist' });
  });

  it('has time until the start that is planned', async () => {
    const { exitCode, is } = await standings('--assembly', 'first', '--at', '2026-01-05T20:00Z');
    expect([exitCode, is.unit, is.smoke]).toEqual([1, 'overdue', 'open']);
  });

  it('executes what is executable, and attests what came of it', async () => {
    const { exitCode, output, errors } = await checklist('--assembly', 'first', '--run');
    expect(exitCode).toBe(1);
    expect(output).toContain('staging-smoke passed for Service/');
    expect(output).toContain('“smoke.yaml with shop-staging: The conversation held.”');
    expect(output).toMatch(/migrated failed for Service\/.*migrated.js ended with exit code 3/);
    expect(output).toContain('Due, and not done: unit and migrated.');
    // What a program prints is not part of the answer.
    expect(errors).toContain('no migration is open');
    expect((await standings('--assembly', 'first')).is).toMatchObject({ smoke: 'done', migrated: 'failed' });
  });

  it('executes again what failed, and is done once all is', async () => {
    writeFileSync(join(directory, 'migrated.js'), '');
    const { output } = await checklist('--assembly', 'first', '--run');
    expect(output).toContain('migrated passed for Service/');
    expect(output).not.toContain('staging-smoke passed for');
    await sluice('approve', '--assembly', 'first', '--as', 'unit', '--because', 'They passed.');
    const text = await checklist('--assembly', 'first');
    expect([text.exitCode, text.output]).toEqual([0, expect.stringContaining('All that is due is done.')]);
  });

  it('lets the release through then, and goes on once all traffic has moved', async () => {
    await deploy('first');
    const { id, state } = await lastRelease();
    expect(state).toBe('released');
    const after = await standings(id);
    expect(after).toMatchObject({
      exitCode: 0,
      is: { unit: 'done', smoke: 'done', healthy: 'done', dashboard: 'open' },
    });
    await account.simulation.run(() => account.simulation.sleep(10 * 60_000));
    expect(await standings(id)).toMatchObject({ exitCode: 1, is: { dashboard: 'overdue' } });
    const [{ subject } = { subject: '' }] = (
      JSON.parse((await checklist('--json', id)).output) as {
        subjects: { subject: string }[];
      }
    ).subjects;
    await sluice('approve', '--subject', subject, '--as', 'dashboard', '--because', 'Nothing new.');
    expect(await standings(id)).toMatchObject({ exitCode: 0, is: { dashboard: 'done' } });
  });

  it('attests nothing where something could not be executed', async () => {
    synthesize('second', 256);
    const broken = CHECKLIST.replace(JSON.stringify(process.execPath), 'no-such-program');
    writeFileSync(join(directory, 'broken.yaml'), broken);
    const run = await sluice('checklist', '--file', 'broken.yaml', '--assembly', 'second', '--run');
    expect([run.exitCode, run.errors]).toEqual([
      3,
      expect.stringContaining('migrated: no-such-program migrated.js could not be started'),
    ]);
    expect((await standings('--assembly', 'second')).is).toMatchObject({ smoke: 'done', migrated: 'overdue' });
  });

  it('is not held where it is not clear against what, or what it names is not there', async () => {
    const both = await checklist('d-1', '--assembly', 'first');
    expect([both.exitCode, both.errors]).toEqual([2, expect.stringContaining('A release says itself')]);
    const none = await checklist('d-1');
    expect([none.exitCode, none.errors]).toEqual([3, expect.stringContaining('has no release d-1')]);
    const unknown = await checklist('--assembly', 'first', '--run', 'unit');
    expect([unknown.exitCode, unknown.errors]).toEqual([2, expect.stringContaining('there are smoke, migrated')]);
    writeFileSync(join(directory, 'wrong.yaml'), CHECKLIST.replace('due: T-24h', 'due: yesterday'));
    const wrong = await sluice('checklist', '--file', 'wrong.yaml', '--assembly', 'first');
    expect([wrong.exitCode, wrong.errors]).toEqual([
      2,
      expect.stringMatching(/wrong.yaml:3:\d+: items.0.due: must be/),
    ]);
    writeFileSync(join(directory, 'smoke.yaml'), 'effects: none\n');
    const suite = await checklist('--assembly', 'second', '--run', 'smoke');
    expect([suite.exitCode, suite.errors]).toEqual([2, expect.stringContaining('smoke.yaml:1:')]);
  });

  it('to begin with is written once', async () => {
    const begun = await sluice('checklist', '--init', 'begun.yaml');
    expect(begun.exitCode).toBe(0);
    expect(existsSync(join(directory, 'begun.yaml'))).toBe(true);
    writeFileSync(join(directory, 'begun.yaml'), 'mine');
    const again = await sluice('checklist', '--init', 'begun.yaml');
    expect([again.exitCode, again.errors]).toEqual([2, expect.stringContaining('stays as it is')]);
    expect(readFileSync(join(directory, 'begun.yaml'), 'utf8')).toBe('mine');
  });
});
