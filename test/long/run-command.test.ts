import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Account } from '../../lib/rehearsal/account/account';
import { readAssembly } from '../../lib/rehearsal/assembly/read-assembly';
import { runCommand, type CommandResult } from '../../lib/rehearsal/run-command';
import { HEALTHY, healthyChange, synthesizeService } from '../end-to-end/service-assembly';
import { EMPTY_ACCOUNT } from '../rehearsal/account/account-settings';

const SLUICE = join(process.cwd(), 'dist/sluice.js');
const MINUTE = 60_000;

let directory: string;
let account: Account;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-command-'));
  synthesizeService(directory, 'old', { code: HEALTHY });
  synthesizeService(directory, 'new', { code: healthyChange(1) });
  synthesizeService(directory, 'newer', { code: healthyChange(2) });
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

beforeEach(async () => {
  account = new Account(EMPTY_ACCOUNT);
  await account.open();
});

afterEach(() => account.close());

const deploy = (name: string) => account.deploy(readAssembly(join(directory, name)));

const preflight = (to: string) =>
  runCommand(account, {
    file: process.execPath,
    args: [SLUICE, 'preflight', '--to', to, '--json'],
    directory,
  });

function codes({ output, errors }: CommandResult): readonly string[] {
  if (output === '') throw new Error(errors);
  return (JSON.parse(output) as { findings: { code: string }[] }).findings.map(({ code }) => code);
}

/** The one alias under release. */
function alias(): { readonly functionName: string; readonly version: string } {
  const [found] = account.releasedAliases(readAssembly(join(directory, 'old')));
  return { functionName: found?.functionName ?? '', version: found?.version ?? '' };
}

describe('a command of an operator', () => {
  it('finds an alias that was moved behind CloudFormation’s back, and split', async () => {
    await account.simulation.run(() => deploy('old'));
    await account.simulation.run(() => deploy('new'));
    const { functionName, version } = alias();
    expect(version).toBe('2');
    account.lambda.registry.putAlias(functionName, {
      name: 'live',
      version: '1',
      additional: { version: '2', weight: 0.25 },
    });
    const found = await account.simulation.run(() => preflight('newer'));
    expect(codes(found)).toEqual(['alias-drifted', 'alias-split', 'foreseen']);
    expect(found.output).toContain('Version 1 serves');
    expect(found.exitCode).toBe(1);
    const [next] = await account.simulation.run(async () =>
      (await deploy('newer')).filter(({ stackName }) => stackName === 'Service'),
    );
    // What the preflight says of it is what happens.
    expect(next?.reason).toContain('does not match the current version');
  });

  it('finds a release in flight, and time stands still meanwhile', async () => {
    await account.simulation.run(() => deploy('old'));
    const { simulation } = account;
    const found = await account.simulation.run(async () => {
      const deployed = deploy('new');
      await simulation.sleep(5 * MINUTE);
      const before = simulation.now;
      const looked = await preflight('new');
      expect(simulation.now).toBe(before);
      await deployed;
      return looked;
    });
    expect(codes(found)).toEqual(['stack-busy', 'release-in-flight', 'foreseen']);
    expect(found.output).toMatch(/Deployment d-[A-Z0-9]{9} of this group is InProgress/);
    expect(found.output).toContain('is shifting');
    expect(codes(await account.simulation.run(() => preflight('new')))).toEqual(['no-change']);
  });

  it('has the figures of what was released', async () => {
    await account.simulation.run(() => deploy('old'));
    const found = await account.simulation.run(async () => {
      await deploy('new');
      await account.simulation.sleep(15 * MINUTE);
      return runCommand(account, {
        file: process.execPath,
        args: [SLUICE, 'metrics', '--from', '1d', '--json'],
        directory,
      });
    });
    if (found.exitCode !== 0) throw new Error(found.errors);
    const { groups } = JSON.parse(found.output) as {
      groups: { sections: { figures: { name: string; value: unknown; of: number }[] }[] }[];
    };
    const figures = groups[0]?.sections[0]?.figures ?? [];
    const figure = (name: string) => figures.find((one) => one.name === name);
    expect(figure('deploymentFrequency')?.of).toBeGreaterThanOrEqual(1);
    expect(figure('changeFailRate')).toMatchObject({ value: 0 });
    expect(figure('changeLeadTime')).toMatchObject({ value: 'unknown' });
  });

  it('ends the rehearsal by name where it asks for more than a look', async () => {
    const call = `fetch(process.env.AWS_ENDPOINT_URL, { method: 'POST', body: '{}', headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260105/eu-west-1/ssm/aws4_request',
      'x-amz-target': 'AmazonSSM.PutParameter' } }).then((answer) => { process.exitCode = answer.status === 400 ? 7 : 8; })`;
    const run = () => runCommand(account, { file: process.execPath, args: ['-e', call], directory });
    await expect(account.simulation.run(run)).rejects.toMatchObject({
      code: 'NOT_EMULATED',
      message: expect.stringContaining('ssm:PutParameter by a command is not emulated') as string,
    });
  });

  it('sees the account’s time, region and credentials, and none of the machine’s', async () => {
    const show = `console.log(JSON.stringify([process.env.REHEARSAL_NOW, process.env.AWS_REGION, process.env.AWS_PROFILE ?? null]))`;
    process.env.AWS_PROFILE = 'mine';
    const run = () => runCommand(account, { file: process.execPath, args: ['-e', show], directory });
    const { output, exitCode } = await account.simulation.run(run);
    delete process.env.AWS_PROFILE;
    expect(exitCode).toBe(0);
    expect(JSON.parse(output)).toEqual(['2026-01-05T09:00:00.000Z', 'eu-west-1', null]);
  });
});
