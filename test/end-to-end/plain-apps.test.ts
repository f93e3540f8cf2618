import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHANGES, type Change } from '../../examples/plain/change';
import { httpApiApp } from '../../examples/plain/http-api/app';
import { queueWorkerApp } from '../../examples/plain/queue-worker/app';
import { stateMachineApp } from '../../examples/plain/state-machine/app';
import { reportOf, runSluice } from './run-sluice';

const APPS = { 'http-api': httpApiApp, 'queue-worker': queueWorkerApp, 'state-machine': stateMachineApp };

/** A stack that fails after the shift comes first: what it leaves behind must not stop the next release. */
const ORDER: readonly Change[] = ['base', 'fails-to-deploy', 'good', 'bad'];

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-plain-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('an app that has never heard of Sluice', () => {
  it.each(Object.entries(APPS))('is created, updated, rolled back and failed: %s', (name, app) => {
    for (const change of CHANGES) app(join(directory, `${name}-${change}`), change).synth();
    const scenario = {
      traffic: { requestsPerSecond: 5 },
      steps: ORDER.map((change) => ({
        name: change,
        deploy: `${name}-${change}`,
        ...(change === 'bad' ? { versions: { green: { errorRate: 0.5 } } } : {}),
      })),
    };
    writeFileSync(join(directory, `${name}.yaml`), JSON.stringify(scenario));
    const { releases } = reportOf(runSluice(['rehearse', '--scenario', join(directory, `${name}.yaml`), '--json']));

    expect(releases.map(({ step, outcome }) => [step, outcome])).toEqual([
      ['base', 'first-deploy'],
      ['fails-to-deploy', 'failed'],
      ['good', 'released'],
      ['bad', 'rolled-back'],
    ]);
    expect(releases.flatMap(({ deniedCalls }) => deniedCalls)).toEqual([]);
    expect(releases[3]?.deployment?.error?.code).toBe('ALARM_ACTIVE');
    // CloudFormation puts the alias back by itself where another resource fails after the shift.
    expect(releases[1]?.deployment?.status).toBe('Succeeded');
    expect(releases[1]?.traffic.at(-1)?.weight).toBe(0);
  });
});
