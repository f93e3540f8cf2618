import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../lib/report/report';
import { reportOf, runSluice } from './run-sluice';
import { healthyChange, synthesizeService, type ServiceProps } from './service-assembly';
import { TWELVE_MINUTES } from './watched-service';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-rolling-back-'));
  // The name that people call it by.
  const props = (number: number): ServiceProps => ({
    code: healthyChange(number),
    functionName: 'chat',
    release: TWELVE_MINUTES,
  });
  for (const number of [1, 2, 3]) synthesizeService(directory, `v${number}`, props(number));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const WHO = ['--by', 'jane@example.com', '--reason', 'It answers in Latin.'];
const BUSY = { traffic: { requestsPerSecond: 20 } };

/** What becomes of steps by the built command. */
function played(name: string, steps: readonly object[]): Report {
  const file = join(directory, `${name}.yaml`);
  writeFileSync(file, JSON.stringify({ seed: 7, ...BUSY, steps }));
  return reportOf(runSluice(['rehearse', '--scenario', file, '--json'], directory));
}

const deploy = (number: number, more: object = {}) => ({ deploy: `v${number}`, ...more });

/** What a command printed as JSON. */
function saidBy({ commands = [] }: Report, step: string): Readonly<Record<string, unknown>> {
  const found = commands.find((one) => one.step === step);
  if (!found?.output.startsWith('{')) throw new Error(`${step} said: ${found?.output ?? ''}`);
  return JSON.parse(found.output) as Readonly<Record<string, unknown>>;
}

const weightsOf = ({ releases }: Report, step: string) =>
  releases.find((one) => one.step === step)?.traffic.map(({ weight }) => weight);

describe('a version that is put back by hand', () => {
  it('while it shifts: its own alarm stops it, the old version has all traffic, and the record says by whom', () => {
    const run = { after: '7m', run: 'rollback', name: 'back', args: ['chat:live', ...WHO, '--json'] };
    const report = played('shifting', [
      deploy(1),
      deploy(2, { meanwhile: [run] }),
      { run: 'releases', args: ['--json'] },
    ]);
    const release = report.releases.find(({ step }) => step === 'v2');

    expect(saidBy(report, 'back')).toMatchObject({
      isBack: true,
      plan: { kind: 'stop', to: '1' },
      needsReconcile: false,
    });
    expect(release).toMatchObject({ outcome: 'rolled-back', decidedBy: 'rollback', deniedCalls: [] });
    expect(release?.serving).toEqual([{ version: '1', share: 1 }]);
    expect(weightsOf(report, 'v2')).toEqual([0.25, 0]);
    expect(release?.messages.map(({ text }) => text).join()).toContain(
      'jane@example.com stopped it: It answers in Latin.',
    );
  });

  it('after the end: in seconds, with record, message and count; preflight insists on what lets the next one through', () => {
    const report = played('after', [
      deploy(1),
      deploy(2, { expect: { outcome: 'released' } }),
      { wait: '40m' },
      { run: 'rollback', name: 'dry', args: ['chat:live', '--dry-run'] },
      { run: 'rollback', name: 'back', args: ['chat:live', ...WHO, '--json'] },
      { run: 'rollback', name: 'again', args: ['chat:live', ...WHO], expect: { exitCode: 0 } },
      { wait: '20m' },
      { run: 'releases', name: 'listed', args: ['--json'] },
      { run: 'preflight', name: 'before the next', args: ['--to', 'v3', '--json'] },
      { run: 'doctor', name: 'ill', args: ['chat:live', '--json'] },
      { run: 'reconcile', name: 'in line', args: ['chat:live', '--json'] },
      { run: 'doctor', name: 'well', args: ['chat:live'], expect: { says: 'Nothing is wrong with chat:live.' } },
      { run: 'preflight', name: 'then', args: ['--to', 'v3'] },
      deploy(3),
    ]);

    const dry = report.commands?.find(({ step }) => step === 'dry');
    expect(dry?.output).toContain('chat:live: version 2 goes, and version 1 comes back, by a deployment all at once');
    const back = saidBy(report, 'back');
    expect(back).toMatchObject({ isBack: true, plan: { kind: 'deploy', from: '2', to: '1' }, needsReconcile: true });
    expect(back.ms).toBeLessThan(10_000);
    const { releases } = saidBy(report, 'listed') as unknown as {
      readonly releases: readonly Readonly<Record<string, unknown>>[];
    };
    expect(releases.map(({ green, state }) => [green, state])).toEqual([
      ['2', 'rolled-back'],
      ['1', 'released'],
    ]);
    expect(releases[0]).toMatchObject({
      decidedBy: 'rollback',
      putBack: { by: 'jane@example.com', because: 'It answers in Latin.', to: '1', deploymentId: back.deploymentId },
      counted: { requests: expect.any(Number) as number },
    });
    // 40 minutes of 20 a second, and the shift before them.
    const { requests } = releases[0]?.counted as { readonly requests: number };
    expect(requests).toBeGreaterThan(40 * 60 * 20);
    const texts = report.releases.flatMap(({ messages }) => messages.map(({ text }) => text)).join('\n');
    expect(texts).toContain('Put back by hand: chat:live, version 1 to 2');
    expect(texts).toContain('sluice reconcile chat:live');
    const { findings } = saidBy(report, 'before the next') as {
      readonly findings: readonly { readonly mend?: string }[];
    };
    expect(findings).toContainEqual(expect.objectContaining({ code: 'alias-drifted' }));
    expect(findings.map(({ mend }) => mend).join()).toContain('sluice reconcile chat:live');
    const exitCodes = new Map(report.commands?.map(({ step, exitCode }) => [step, exitCode]));
    expect(['again', 'before the next', 'ill', 'in line', 'well', 'then'].map((step) => exitCodes.get(step))).toEqual([
      0, 1, 1, 0, 0, 0,
    ]);
    expect(saidBy(report, 'ill')).toMatchObject({
      findings: [{ code: 'alias-drifted', mend: 'sluice reconcile chat:live' }],
    });
    expect(report.releases.at(-1)).toMatchObject({ step: 'v3', outcome: 'released', deployment: { blue: '1' } });
  });

  it('twice at once: one does it, and the other says so', () => {
    const twice = [
      { after: '0s', run: 'rollback', name: 'first', args: ['chat:live', ...WHO, '--no-wait', '--json'] },
      {
        after: '0s',
        run: 'rollback',
        name: 'second',
        args: ['chat:live', '--by', 'bob', '--reason', 'Latin', '--json'],
      },
    ];
    // What is there already: nothing is deployed meanwhile.
    const report = played('twice', [deploy(1), deploy(2), deploy(2, { name: 'nothing', meanwhile: twice })]);

    const first = saidBy(report, 'first');
    expect(first).toMatchObject({ plan: { kind: 'deploy', from: '2', to: '1' }, isAnothers: false });
    expect(first).not.toHaveProperty('isBack');
    expect(saidBy(report, 'second')).toMatchObject({
      plan: { kind: 'wait', deploymentId: first.deploymentId },
      ...{ isAnothers: true, isBack: true },
    });
  });
});
