import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Gate, GatedRelease, ReleasePlatform } from 'sluice';
import { Account } from '../../lib/rehearsal/account/account';
import { readAssembly } from '../../lib/rehearsal/assembly/read-assembly';
import { runCommand } from '../../lib/rehearsal/run-command';
import { nodeFunction } from '../end-to-end/node-function';
import { editTemplate, healthyChange } from '../end-to-end/service-assembly';
import { EMPTY_ACCOUNT } from '../rehearsal/account/account-settings';

const SLUICE = join(process.cwd(), 'dist/sluice.js');
const JANE = { role: 'oncall', session: 'jane@example.com', place: 'a test' };

let directory: string;
let account: Account;

/** A platform, and a function under release whose squad has an alarm that is red for as long as nobody publishes anything. */
function synthesize(name: string, change: number, glassId?: string): void {
  const context = glassId === undefined ? {} : { 'sluice:break-glass': glassId };
  const app = new App({ outdir: join(directory, name), context });
  const stack = new Stack(app, 'Platform');
  const platform = new ReleasePlatform(stack, 'Platform');
  const role = new iam.Role(stack, 'Oncall', { roleName: JANE.role, assumedBy: new iam.AccountRootPrincipal() });
  platform.grantAttest(role, 'break-glass');
  const service = new Stack(app, 'Service');
  const fn = nodeFunction(service, 'Fn', healthyChange(change), { directory, functionName: 'shop' });
  const release = new GatedRelease(service, 'Release', { function: fn, platform, gates: [Gate.health()] });
  release.addAlarm(
    new cloudwatch.Alarm(service, 'Queue', {
      metric: new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Drained' }),
      ...{ threshold: 1, evaluationPeriods: 1, treatMissingData: cloudwatch.TreatMissingData.BREACHING },
    }),
    { name: 'queue' },
  );
  app.synth();
}

const sluiceAs = (session: typeof JANE | undefined, ...args: readonly string[]) =>
  account.simulation.run(() =>
    runCommand(account, { file: process.execPath, args: [SLUICE, ...args], directory }, session),
  );

interface KeptRelease {
  readonly id: string;
  readonly state: string;
  readonly decidedBy: string;
}

async function releases(): Promise<readonly KeptRelease[]> {
  const { output } = await sluiceAs(undefined, 'releases', '--json');
  return (JSON.parse(output) as { readonly releases: readonly KeptRelease[] }).releases;
}

/** Deploys an assembly, and answers how its release went; undefined where there was none. */
async function deployed(name: string): Promise<KeptRelease | undefined> {
  const before = new Set((await releases()).map(({ id }) => id));
  await account.simulation.run(async () => {
    await account.deploy(readAssembly(join(directory, name)));
    await account.simulation.sleep(10 * 60_000);
  });
  return (await releases()).find(({ id }) => !before.has(id));
}

/** Breaks the glass for an assembly, and answers the id. */
async function broken(name: string, until = '4h'): Promise<string> {
  const args = ['--assembly', name, '--reason', 'This drains the queue.', '--until', until, '--json'];
  const { exitCode, output, errors } = await sluiceAs(JANE, 'break-glass', ...args);
  expect([exitCode, errors]).toEqual([0, expect.any(String)]);
  return (JSON.parse(output) as { readonly glasses: readonly { readonly id: string }[] }).glasses[0]!.id;
}

const codesOf = async (name: string) => {
  const { output } = await sluiceAs(undefined, 'preflight', '--to', name, '--json');
  return (JSON.parse(output) as { findings: readonly { readonly code: string }[] }).findings.map(({ code }) => code);
};

const reasonsOf = async ({ id }: KeptRelease) => {
  const { output } = await sluiceAs(undefined, 'show', id, '--json');
  const { release } = JSON.parse(output) as { release: { readonly reasons: readonly { readonly code: string }[] } };
  return release.reasons.map(({ code }) => code);
};

/** Whether CodeDeploy stops the release of an assembly for the squad's alarm before it asks anything. */
async function stoppedByAlarm(name: string): Promise<boolean> {
  const release = await deployed(name);
  return release?.state === 'blocked' && (await reasonsOf(release)).join() === 'ALARM_ACTIVE';
}

let fix: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-glass-'));
  account = new Account(EMPTY_ACCOUNT);
  await account.open();
  synthesize('first', 0);
  await account.simulation.run(async () => {
    await account.deploy(readAssembly(join(directory, 'first')));
    await account.simulation.sleep(10 * 60_000);
  });
}, 120_000);

afterAll(async () => {
  await account.close();
  rmSync(directory, { recursive: true, force: true });
});

// One account, whose releases come one after the other.
describe('under an alarm that is red', () => {
  it('no release gets past CodeDeploy, the fix as little as any other', async () => {
    synthesize('fix', 1);
    expect(await codesOf('fix')).toContain('alarm-red');
    expect(await stoppedByAlarm('fix')).toBe(true);
  });

  it('the fix is released by a break-glass, and says who broke it, and why', async () => {
    fix = await broken('fix');
    synthesize('fix-by-glass', 1, fix);
    expect(await codesOf('fix-by-glass')).toContain('break-glass');
    const release = await deployed('fix-by-glass');
    expect(release).toMatchObject({ state: 'released' });
    const { output } = await sluiceAs(undefined, 'show', release!.id);
    expect(output.replace(/\s+/g, ' ')).toMatch(
      /alarms off: arn:aws:sts::\d+:assumed-role\/oncall\/jane@example\.com broke the glass \(bg-[0-9a-f-]+\), until [^ ]+: This drains the queue\./,
    );
  });

  it('the alarms are off until the next deploy, which preflight says, and switches them on', async () => {
    expect(await codesOf('fix')).toContain('alarms-are-off');
    expect(await deployed('fix')).toBeUndefined();
    expect(await codesOf('fix')).not.toContain('alarms-are-off');
    synthesize('next', 2);
    expect(await stoppedByAlarm('next')).toBe(true);
  });

  it('a break-glass is good for one deployment, though what is released is the same', async () => {
    const id = await broken('next');
    synthesize('next-by-glass', 2, id);
    expect(await deployed('next-by-glass')).toMatchObject({ state: 'released' });
    // Back to the fix, by the id that it had.
    expect(await codesOf('fix-by-glass')).toContain('break-glass-not-good');
    const again = await deployed('fix-by-glass');
    expect(again).toMatchObject({ state: 'blocked', decidedBy: 'policy-alarms' });
    expect(await reasonsOf(again!)).toContain('glass-spent');
  });

  it('one that has expired lets nothing through', async () => {
    synthesize('late', 3);
    const id = await broken('late', '1m');
    synthesize('late-by-glass', 3, id);
    await account.simulation.run(() => account.simulation.sleep(60_000));
    const late = await deployed('late-by-glass');
    expect(late).toMatchObject({ state: 'blocked', decidedBy: 'policy-alarms' });
    expect(await reasonsOf(late!)).toContain('glass-expired');
  });

  it('alarms that a template switches off by itself stop the release', async () => {
    synthesize('hatch', 4);
    editTemplate(join(directory, 'hatch'), (text) =>
      text.replace(/("AlarmConfiguration": \{[^]*?"Enabled": )true/, '$1false'),
    );
    expect(await codesOf('hatch')).toContain('alarms-off');
    const hatch = await deployed('hatch');
    expect(hatch).toMatchObject({ state: 'blocked', decidedBy: 'policy-alarms' });
    expect(await reasonsOf(hatch!)).toEqual(['no-glass', 'alarms-ignored']);
  });

  it('what went past the alarms is counted', async () => {
    const { output } = await sluiceAs(undefined, 'metrics', '--from', '7d', '--json');
    expect(output).toMatch(/"name": "breakGlass",[^}]*"value": 2\b/);
  });

  it.each([
    [['--until', '25h', '--reason', 'x'], 'must be from now on 24 hours at most'],
    [['--until', '2020-01-01', '--reason', 'x'], 'must be from now on'],
    [['--until', '1h', '--reason', ' '], '`--reason` must not be empty'],
  ])('is not kept with %j', async (args, says) => {
    const { exitCode, errors } = await sluiceAs(JANE, 'break-glass', '--assembly', 'fix', ...args);
    expect([exitCode, errors]).toEqual([2, expect.stringContaining(says)]);
  });
});
