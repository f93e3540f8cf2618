import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mangaAssistApp } from '../../examples/manga-assist/manga-assist-app';
import type { Report } from '../../lib/report/report';

const CHANGES = ['service', 'changes/better-ranking', 'changes/breaks-follow-up', 'changes/fails-under-traffic'];
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-e2e-'));
  for (const folder of CHANGES) {
    mangaAssistApp({
      outdir: join(directory, folder.replace('changes/', '')),
      handler: `${folder}/handler.ts`,
    }).synth();
  }
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function rehearse(scenario: string, ...args: string[]) {
  const file = join(directory, 'scenario.yaml');
  writeFileSync(file, scenario);
  const run = spawnSync(process.execPath, ['dist/sluice.js', 'rehearse', '--scenario', file, ...args], {
    encoding: 'utf8',
    timeout: 100_000,
  });
  return { ...run, report: run.stdout.startsWith('{') ? (JSON.parse(run.stdout) as Report) : undefined };
}

const TRAFFIC = `
seed: 7
account: { parameters: { /manga-assist/slack-webhook: https://hooks.slack.example/x } }
traffic: { requestsPerSecond: 2, requests: ${process.cwd()}/examples/manga-assist/traffic/requests.yaml }
`;

describe('a row of releases', () => {
  it('leaves nothing behind that stops the next one, neither after a block nor after a rollback', () => {
    const { report, status } = rehearse(
      `${TRAFFIC}
steps:
  - { name: first, deploy: service }
  - { name: blocked, deploy: breaks-follow-up, expect: { outcome: blocked, by: integration } }
  - { name: the same again, deploy: breaks-follow-up, expect: { outcome: blocked, by: integration } }
  - { name: rolled back, deploy: fails-under-traffic, expect: { outcome: rolled-back, by: error-rate-alarm } }
  - { name: the fix, deploy: better-ranking, expect: { outcome: released } }
  - { name: nothing new, deploy: better-ranking, expect: { outcome: no-change } }
`,
      '--json',
    );
    const releases = report?.releases ?? [];
    const [, blocked, , rolledBack, released] = releases;

    expect(releases.map(({ outcome }) => outcome)).toEqual([
      'first-deploy',
      'blocked',
      'blocked',
      'rolled-back',
      'released',
      'no-change',
    ]);
    expect(status).toBe(0);
    expect(releases.map(({ messages }) => messages.length)).toEqual([0, 1, 1, 1, 1, 0]);
    expect(releases.map(({ outsideCalls }) => outsideCalls.length)).toEqual([0, 1, 1, 1, 1, 0]);
    expect(blocked?.traffic.filter(({ weight }) => weight > 0)).toEqual([]);
    expect(blocked?.gates.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
      'health pass',
      'integration fail',
    ]);
    expect(blocked?.messages[0]?.text).toContain('Blocked before any traffic');
    expect(rolledBack?.traffic.map(({ weight }) => weight)).toEqual([0.1, 0]);
    expect(rolledBack?.requests.green.errors).toBeGreaterThan(0);
    expect(rolledBack?.requests.blue.errors).toBe(0);
    expect(rolledBack?.moments).toEqual({
      regressionAt: expect.any(String) as string,
      decidedAt: expect.any(String) as string,
      restoredAt: expect.any(String) as string,
    });
    expect(released?.traffic.map(({ weight }) => weight)).toEqual([0.1, 1]);
    expect(released?.requests.green.errors).toBe(0);
    expect(released?.gates.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
      'health pass',
      'integration pass',
      'health-at-100-percent pass',
    ]);
  });

  it('gives the same bytes for the same seed', () => {
    const scenario = `${TRAFFIC}
steps:
  - { deploy: service }
  - { deploy: breaks-follow-up }
`;
    const [first, second] = ['one', 'two'].map((out) => {
      rehearse(scenario, '--out', join(directory, out));
      return readFileSync(join(directory, out, 'report.json'), 'utf8');
    });

    expect(first).toBe(second);
  });
});

describe('a modelled shift', () => {
  it('of 90 minutes at 10 requests per second takes seconds', () => {
    for (const name of ['service', 'better-ranking']) slowShift(name);
    const { status, stdout } = rehearse(
      'traffic: { requestsPerSecond: 10 }',
      ...['--from', '--to'].flatMap((option, index) => [
        option,
        join(directory, `${['service', 'better-ranking'][index] ?? ''}-slowly`),
      ]),
    );
    const [, seconds = ''] = /virtual time rehearsed in ([\d.]+) s/.exec(stdout) ?? [];

    expect(stdout).toContain('all traffic moved in 90 min');
    expect(status).toBe(0);
    // Some 4 s on two cores; the bound leaves room for a busy machine.
    expect(Number(seconds)).toBeLessThan(20);
  });
});

/** A copy of an assembly whose release moves by tenths every 10 minutes. */
function slowShift(name: string): void {
  cpSync(join(directory, name), join(directory, `${name}-slowly`), { recursive: true });
  const file = join(directory, `${name}-slowly`, 'MangaAssist.template.json');
  const template = readFileSync(file, 'utf8');
  writeFileSync(file, template.replace('LambdaCanary10Percent10Minutes', 'LambdaLinear10PercentEvery10Minutes'));
}
