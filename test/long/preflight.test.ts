import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rehearsedVerdicts } from '../../lib/cli/rehearsed-verdicts';
import { rehearsedGates } from '../../lib/domain/shadow/rehearsed-gates';
import type { Report } from '../../lib/report/report';
import { reportOf, runSluice } from '../end-to-end/run-sluice';
import { editTemplate, HEALTHY, healthyChange, synthesizeService } from '../end-to-end/service-assembly';

let directory: string;
const BROKEN = `exports.handler = async () => { throw new Error('no'); };`;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-preflight-'));
  synthesizeService(directory, 'old', { code: HEALTHY });
  synthesizeService(directory, 'new', { code: healthyChange(1) });
  synthesizeService(directory, 'broken', { code: BROKEN });
  // The function may suddenly do something else, and is changed too.
  edited('role', (text) => text.replace('service-role/AWSLambdaBasicExecutionRole', 'AdministratorAccess'));
  edited('newer', (text) => text.replaceAll(/(?<=\\"schema\\":)\d+(?=,\\"(?:subject|gates)\\")/g, '9'));
  edited('alarmed', (text) => text.replace('"Alarms": [', '"Alarms": [{ "Name": "made-by-nobody" },'));
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** The assembly `new` with another template. */
function edited(name: string, edit: (text: string) => string): void {
  cpSync(join(directory, 'new'), join(directory, name), { recursive: true });
  editTemplate(join(directory, name), edit);
}

function play(name: string, steps: readonly object[]): { readonly report: Report; readonly status: number | null } {
  const file = join(directory, `${name}.json`);
  writeFileSync(file, JSON.stringify({ steps }));
  const run = runSluice(['rehearse', '--scenario', file, '--json']);
  return { report: reportOf(run), status: run.status };
}

function findings({ report }: { readonly report: Report }, step: string): Record<string, string> {
  const { output } = (report.commands ?? []).find((command) => command.step === step)!;
  const { findings: found } = JSON.parse(output) as { findings: readonly { code: string; severity: string }[] };
  return Object.fromEntries(found.map(({ code, severity }) => [code, severity]));
}

const preflight = (to: string) => ({ run: 'preflight', args: ['--to', to, '--json'], name: `preflight of ${to}` });

describe('`sluice preflight`, run by a scenario', () => {
  it('finds what a rehearsed account shows of each change', () => {
    const played = play('findings', [
      preflight('old'),
      { deploy: 'old' },
      { ...preflight('old'), name: 'nothing changes' },
      ...['new', 'role', 'newer', 'alarmed'].map(preflight),
    ]);
    expect(findings(played, 'preflight of old')).toEqual({
      'first-deploy': 'notes',
      foreseen: 'notes',
      'platform-missing': 'stops',
    });
    expect(findings(played, 'nothing changes')).toEqual({ 'no-change': 'notes' });
    expect(findings(played, 'preflight of new')).toEqual({ foreseen: 'notes' });
    expect(findings(played, 'preflight of role')).toEqual({ foreseen: 'notes', 'role-changed-with-code': 'warns' });
    expect(findings(played, 'preflight of newer')).toEqual({ foreseen: 'notes', 'platform-older': 'stops' });
    expect(findings(played, 'preflight of alarmed')).toEqual({ foreseen: 'notes', 'alarm-missing': 'stops' });
    expect((played.report.commands ?? []).map(({ exitCode }) => exitCode)).toEqual([1, 0, 0, 0, 1, 1]);
  });

  it('says the same of a release that was blocked as of one that never was: the fix may ship', () => {
    const report = { run: 'gates report', args: ['--since', '1d', '--json'], expect: { exitCode: 0 } };
    const played = play('fix', [{ deploy: 'old' }, { deploy: 'broken' }, preflight('new'), { deploy: 'new' }, report]);
    expect(findings(played, 'preflight of new')).toEqual({ foreseen: 'notes' });
    expect(played.report.releases.map(({ outcome }) => outcome)).toEqual(['first-deploy', 'blocked', 'released']);
    expect(JSON.parse(played.report.commands?.at(-1)?.output ?? '')).toMatchObject({ releases: 3, gates: [] });
  });

  it('leaves a report that `sluice gates report --rehearsed` reads, with what was expected as the label', () => {
    const steps = [
      { deploy: 'old' },
      { deploy: 'broken', expect: { outcome: 'blocked' } },
      { deploy: 'new', expect: { outcome: 'released' } },
    ];
    const file = join(directory, 'past-report.json');
    writeFileSync(file, JSON.stringify(play('past', steps).report));
    const health = rehearsedGates(rehearsedVerdicts([file])).find(({ gate }) => gate === 'health');
    expect(health).toMatchObject({ good: 1, blockedGood: 0, bad: 1, blockedBad: 1, unknown: 1 });
  });

  it('decides the exit code of the rehearsal where the scenario expects something of it', () => {
    const expecting = (expect: object) => [{ deploy: 'old' }, { ...preflight('alarmed'), expect }];
    expect(play('met', expecting({ exitCode: 1, says: 'made-by-nobody' })).status).toBe(0);
    const unmet = play('unmet', expecting({ exitCode: 0, says: ['made-by-nobody', 'all is well'] }));
    expect(unmet.status).toBe(1);
    expect(unmet.report.commands?.[0]?.expectation).toEqual({
      met: false,
      differences: ['expected exit code 0, got 1', 'expected it to say: all is well'],
    });
  });
});

describe('`sluice preflight`, where it cannot look', () => {
  const env = { ...process.env };

  afterEach(() => {
    process.env = { ...env };
  });

  it.each([
    ['credentials', { AWS_REGION: 'us-east-1' }, 'There are no AWS credentials here. Sign in'],
    ['a region', { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }, 'There is no AWS region here. Set AWS_REGION'],
  ])('ends with 3 and says the fix, without %s', (_, given, says) => {
    const nobody = {
      AWS_CONFIG_FILE: '/none',
      AWS_SHARED_CREDENTIALS_FILE: '/none',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    process.env = { PATH: env.PATH, ...nobody, ...given };
    const { status, stderr } = runSluice(['preflight', '--to', join(directory, 'new')]);
    expect(stderr).toContain(says);
    expect(status).toBe(3);
  });

  it('ends with 2 where there is no such assembly, or no such stack', () => {
    expect(runSluice(['preflight', '--to', join(directory, 'nowhere')])).toMatchObject({ status: 2 });
    const { status, stderr } = runSluice(['preflight', '--to', join(directory, 'new'), '--stack', 'Other']);
    expect(status).toBe(2);
    expect(stderr).toContain('has no stack Other. It has: Platform, Service.');
  });
});
