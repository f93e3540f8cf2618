import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../lib/report/report';
import { reportOf, runSluice } from '../end-to-end/run-sluice';
import { ACTING } from '../hostile-text';
import { addStack, READS_MISSING, writeAssembly, writeReleasedFunction } from './small-assembly';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-cli-'));
  writeReleasedFunction(join(directory, 'one'), 'One');
  writeReleasedFunction(join(directory, 'two'), 'Two');
  writeReleasedFunction(join(directory, 'silent-hook'), 'Three', { silentHook: true });
  writeReleasedFunction(join(directory, 'failing-hook'), 'Four', { failingHook: true });
  addStack(writeReleasedFunction(join(directory, 'broken-before'), 'Two'), 'Before', 'before', READS_MISSING);
  addStack(writeReleasedFunction(join(directory, 'broken-after'), 'Two'), 'After', 'after', READS_MISSING);
  addStack(writeReleasedFunction(join(directory, 'one-broken-after'), 'One'), 'After', 'after', READS_MISSING);
  addStack(writeAssembly(join(directory, 'broken-alone'), {}), 'Alone', 'before', READS_MISSING);
  writeAssembly(join(directory, 'nothing-released'), {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'Nobody releases a topic' } },
  });
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function readReport(folder: string): Report {
  return JSON.parse(readFileSync(join(directory, folder, 'report.json'), 'utf8')) as Report;
}

function rehearse(scenario: object, ...args: readonly string[]) {
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(scenario));
  return runSluice(['rehearse', '--scenario', 'scenario.yaml', ...args], directory);
}

const FROM_ONE = ['--from', 'one', '--to'];

describe('the exit code', () => {
  it.each([
    { name: '0 for a release', scenario: {}, args: [...FROM_ONE, 'two'], status: 0 },
    { name: '0 for a first deploy', scenario: {}, args: ['--to', 'one'], status: 0 },
    { name: '0 for no change', scenario: {}, args: [...FROM_ONE, 'one'], status: 0 },
    { name: '1 for a blocked release', scenario: {}, args: [...FROM_ONE, 'silent-hook'], status: 1 },
    { name: '1 where nothing is released', scenario: {}, args: ['--to', 'nothing-released'], status: 1 },
    {
      name: '0 for a blocked release that was expected to be',
      scenario: { expect: { outcome: 'blocked', within: '2h' } },
      args: [...FROM_ONE, 'silent-hook'],
      status: 0,
    },
    {
      name: '1 for a release that was expected to be blocked',
      scenario: { expect: { outcome: 'blocked' } },
      args: [...FROM_ONE, 'two'],
      status: 1,
    },
    {
      name: '1 for an expectation of an assembly that releases nothing',
      scenario: { expect: { outcome: 'no-change' } },
      args: ['--to', 'nothing-released'],
      status: 1,
    },
    {
      name: '1 for one step of several that is not as expected',
      scenario: {
        steps: [
          { deploy: 'one', expect: { outcome: 'no-change' } },
          { deploy: 'two', expect: { outcome: 'released' } },
        ],
      },
      args: [],
      status: 1,
    },
    {
      name: 'that of the last release where no step expects anything',
      scenario: { steps: [{ deploy: 'one' }, { deploy: 'silent-hook' }, { wait: '1h' }, { deploy: 'two' }] },
      args: [],
      status: 0,
    },
    {
      name: 'that of the steps that expect something, where some do',
      scenario: { steps: [{ deploy: 'one', expect: { outcome: 'first-deploy' } }, { deploy: 'silent-hook' }] },
      args: [],
      status: 0,
    },
  ])('is $name', ({ scenario, args, status }) => {
    const run = rehearse(scenario, ...args);

    expect({ status: run.status, stderr: run.stderr }).toEqual({ status, stderr: '' });
  });
});

describe('a stack that fails beside the one with the release', () => {
  const reason = /failed with ROLLBACK_COMPLETE: .*\/missing/;

  it.each([
    { stack: 'Before', to: 'broken-before', says: 'The stack S comes after it, and was not reached', serves: '1' },
    { stack: 'After', to: 'broken-after', says: 'This release itself: released', serves: '2' },
    { stack: 'After', to: 'one-broken-after', says: 'This release itself: no-change', serves: '1' },
  ])('fails the outcome, the exit code and the line: $to', ({ stack, to, says, serves }) => {
    const run = rehearse({ seed: 5 }, ...FROM_ONE, to, '--out', `stack-${to}`);
    const { releases, stacks } = readReport(`stack-${to}`);
    const [, release] = releases;
    const line = run.stdout.replaceAll(/\s+/g, ' ');

    expect({ status: run.status, outcome: release?.outcome }).toEqual({ status: 1, outcome: 'failed' });
    expect(line).toMatch(new RegExp(`✖ failed .*The stack ${stack} ${reason.source}.*${says}`));
    expect(stacks.filter(({ step }) => step === 'to').find((one) => one.failed)).toEqual({
      ...{ step: 'to', stack, status: 'ROLLBACK_COMPLETE', failed: true },
      reason: expect.stringContaining('/missing') as string,
    });
    expect(release?.deployment?.green ?? '1').toBe(serves);
    expect(release?.timeline.some(({ what }) => what.startsWith(`${stack}: ROLLBACK_COMPLETE`))).toBe(true);
  });

  it('is as expected only where the failure is', () => {
    const expecting = (outcome: string) => rehearse({ expect: { outcome } }, ...FROM_ONE, 'broken-after').status;

    expect([expecting('failed'), expecting('released')]).toEqual([0, 1]);
  });

  it('fails a step that releases nothing, and the row that it is in', () => {
    const steps = [{ deploy: 'one', expect: { outcome: 'first-deploy' } }, { deploy: 'broken-alone' }];
    const run = rehearse({ steps });

    expect(run.status).toBe(1);
    expect(run.stdout.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`✘ broken-alone The stack Alone ${reason.source}`));
  });
});

describe('a fault that never strikes', () => {
  const never = { on: 'api', id: 'sns:Publish', kind: 'crash' };
  const says = 'the fault crash on api sns:Publish never struck';

  it('fails a rehearsal that expects nothing, and one whose expectations are of other steps', () => {
    const alone = rehearse({ faults: [never] }, ...FROM_ONE, 'two');
    const steps = [
      { deploy: 'one', expect: { outcome: 'first-deploy' } },
      { deploy: 'two', faults: [never] },
    ];
    const beside = rehearse({ steps }, '--json');

    expect([alone.status, beside.status]).toEqual([1, 1]);
    expect(alone.stdout).toContain(says);
    expect(reportOf(beside).idleFaults).toEqual([never]);
  });

  it('is fine in one step where it struck in another', () => {
    const throttled = { on: 'function', id: 'Fn', kind: 'throttle', times: 1 };
    const traffic = { requestsPerSecond: 1, requests: 'requests.yaml' };
    writeFileSync(join(directory, 'requests.yaml'), '[{ "method": "GET", "path": "/" }]');
    const run = rehearse({
      faults: [throttled],
      traffic,
      steps: [{ deploy: 'one' }, { wait: '1m' }, { deploy: 'nothing-released' }],
    });

    expect(run.stdout).not.toContain('never struck');
    expect(run.status).toBe(0);
  });
});

describe('what a person reads', () => {
  it('is a line for each step as it begins, an entry for each release, and the time it took', () => {
    const { stdout } = rehearse({ expect: { outcome: 'released' } }, ...FROM_ONE, 'two');

    expect(stdout.split('\n')).toEqual([
      'rehearsing 1 of 2: from',
      'rehearsing 2 of 2: to',
      '',
      expect.stringMatching(/^ {2}S-Fn-?\w*:live +2 releases, all as expected$/) as string,
      `  ${'─'.repeat(78)}`,
      '    from  ▶ first version',
      '      Not gated: CodeDeploy calls no hook when an alias is created.',
      expect.stringMatching(/^ {2}✔ to {4}▶ released {7}in \d+ s · 0 requests, 0 failed$/) as string,
      '',
      expect.stringMatching(/^ {2}\d+ s of virtual time in \d+\.\d s · `--out DIR` keeps the whole report$/) as string,
      '',
      '',
    ]);
  });

  it('shows each difference where an expectation is not met', () => {
    const { stdout } = rehearse({ expect: { outcome: 'blocked', by: 'codedeploy', within: '1s' } }, ...FROM_ONE, 'two');

    expect(stdout).toContain('  ✘ to    ▶ released');
    expect(stdout).toContain('      ✘ expected the outcome blocked, it was released');
    expect(stdout).toContain('      ✘ expected codedeploy to settle it, it was nobody');
    expect(stdout).toMatch(/ {6}✘ expected it within 1 s, it took [\d.]+ s/);
  });

  it('says that nothing is released, and why', () => {
    expect(rehearse({}, '--to', 'nothing-released').stdout).toContain(
      'No release: no alias of these assemblies has a CodeDeployLambdaAliasUpdate',
    );
  });

  it('names the file that --out wrote', () => {
    expect(rehearse({}, '--to', 'one', '--out', 'named').stdout).toContain(' · named/report.json');
    expect(JSON.parse(readFileSync(join(directory, 'named', 'report.json'), 'utf8'))).toHaveProperty('schema', 1);
  });
});

describe('a command that asks AWS', () => {
  it('says nothing of the Node.js of this machine before its own words', () => {
    const args = ['gates', 'report', '--since', '1h'];
    const env = {
      ...process.env,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_MAX_ATTEMPTS: '1',
    };
    const keys = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };
    const { stderr } = spawnSync(process.execPath, [join(process.cwd(), 'dist/sluice.js'), ...args], {
      env: { ...env, ...keys },
      encoding: 'utf8',
    });
    expect(stderr).not.toContain('NodeVersionSupportWarning');
    expect(stderr).not.toBe('');
  });
});

describe('what a program reads', () => {
  it('is the report and nothing else on standard output, and the same bytes in the file', () => {
    const run = rehearse({ seed: 3 }, ...FROM_ONE, 'two', '--json', '--out', 'deep/er');
    const { schema, seed, releases } = reportOf(run);

    expect({ schema, seed, steps: releases.map(({ step }) => step) }).toEqual({
      schema: 1,
      seed: 3,
      steps: ['from', 'to'],
    });
    expect(readFileSync(join(directory, 'deep/er/report.json'), 'utf8')).toBe(run.stdout);
    expect(run.stderr).toBe('rehearsing 1 of 2: from\nrehearsing 2 of 2: to\n');
  });

  it('has the seed of the command, rather than the scenario’s', () => {
    expect(reportOf(rehearse({ seed: 3 }, '--to', 'one', '--json', '--seed', '-4')).seed).toBe(-4);
  });

  it('is not written where nothing could be rehearsed', () => {
    expect(rehearse({}, '--to', 'nowhere', '--out', 'unwritten').status).toBe(3);
    expect(existsSync(join(directory, 'unwritten'))).toBe(false);
  });
});

describe('--help', () => {
  it.each([
    { of: 'the command', args: ['--help'], names: ['rehearse', 'suite'] },
    {
      of: 'rehearse',
      args: ['rehearse', '--help'],
      names: ['--from', '--to', '--scenario', '--json', '--out', '--seed', 'cdk synth --output', 'Exit codes: 0'],
    },
    { of: 'suite check', args: ['suite', 'check', '--help'], names: ['<file...>', '--json'] },
  ])('of $of names what there is', ({ args, names }) => {
    const { status, stdout, stderr } = runSluice(args);

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const name of names) expect(stdout).toContain(name);
  });
});

describe('what a handler says', () => {
  const hostile = 'no\u001B[2J\u009B2J\u202E\n✔ to  released';

  it('does nothing to the terminal and begins no line of its own, whichever way it is printed', () => {
    writeReleasedFunction(join(directory, 'hostile-hook'), 'Hostile', { failingHook: true, says: hostile });
    const scenario = { assumptions: { codeDeploy: { hookErrorFails: true } } };
    const [printed, json] = [[], ['--json']].map((how) => rehearse(scenario, ...FROM_ONE, 'hostile-hook', ...how));
    for (const run of [printed!, json!]) expect(run.stdout).not.toMatch(ACTING);
    expect(printed!.stdout).toContain('⟨U+009B⟩2J⟨U+202E⟩');
    expect(printed!.stdout).not.toMatch(/^✔/m);
    expect(reportOf(json!).logs?.[0]?.lines.join()).toContain('\u009B2J\u202E');
  });
});

describe('what AWS leaves open', () => {
  const playedWith = (assumptions: object) => {
    const report = reportOf(rehearse({ assumptions }, ...FROM_ONE, 'failing-hook', '--json'));
    const { startedAt, endedAt } = report.releases[1]!.deployment!;
    return { assumptions: report.assumptions, tookMs: Date.parse(endedAt!) - Date.parse(startedAt) };
  };

  it('is chosen by the rehearsal, and otherwise by the scenario', () => {
    const byDefault = playedWith({});
    const chosen = playedWith({ codeDeploy: { hookErrorFails: true, startDelay: '4s' }, lambda: { coldStart: '1s' } });

    expect(byDefault.assumptions).toContain(
      'A hook that fails without an answer is waited for until its hour is over.',
    );
    expect(byDefault.tookMs).toBeGreaterThan(3_600_000);
    expect(chosen.assumptions).toContain('A hook function that failed for good fails its lifecycle event at once.');
    // Lambda tries three times, one and two minutes apart, each in an environment that takes a second to start.
    expect(chosen.tookMs).toBeGreaterThan(4000 + 180_000);
    expect(chosen.tookMs).toBeLessThan(4000 + 190_000);
  });
});

describe('the list of what is emulated', () => {
  it('is the page in the documentation for people, and the same as JSON', () => {
    const page = runSluice(['features'], directory);
    const json = runSluice(['features', '--json'], directory);

    expect(page.stdout).toBe(readFileSync('docs/feature-support.md', 'utf8'));
    expect(JSON.parse(json.stdout)).toMatchObject({
      schema: 1,
      services: expect.arrayContaining([
        expect.objectContaining({ service: 'STS', operations: ['AssumeRole', 'GetCallerIdentity'] }),
      ]) as object,
    });
  });
});
