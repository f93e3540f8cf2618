import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Change } from '../../../examples/plain/change';
import { caughtErrorsApp } from '../../../examples/plain/caught-errors/app';
import { type Report } from '../../../lib/report/report';
import { reportOf, runSluice } from '../../end-to-end/run-sluice';

const STEPS: readonly Change[] = ['base', 'good', 'bad'];

const REQUESTS = [
  { method: 'POST', path: '/bookings', body: { room: 'garden', nights: 2 } },
  { method: 'GET', path: '/rooms/garden' },
  { method: 'GET', path: '/cellars/1' },
];

let directory: string;
let report: Report;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'caught-errors-'));
  for (const change of STEPS) caughtErrorsApp(join(directory, change), change).synth();
  writeFileSync(join(directory, 'requests.yaml'), JSON.stringify(REQUESTS));
  const scenario = {
    traffic: { requestsPerSecond: 2, requests: 'requests.yaml' },
    steps: STEPS.map((change) => ({ deploy: change })),
  };
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(scenario));
  report = reportOf(runSluice(['rehearse', '--scenario', join(directory, 'scenario.yaml'), '--json']));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const release = (step: Change) => report.releases.find((one) => one.step === step)!;

describe('a service that catches its errors and answers 500', () => {
  it('is rolled back by the alarm on the API’s 5xx, and only by that', () => {
    const { outcome, deployment, timeline } = release('bad');
    const red = timeline.filter(({ actor, what }) => actor === 'CloudWatch' && what.includes('→ ALARM'));

    expect(outcome).toBe('rolled-back');
    expect(deployment?.error).toMatchObject({ code: 'ALARM_ACTIVE' });
    expect(red.map(({ what }) => what.split(':')[0])).toEqual([expect.stringContaining('ServerErrors')]);
  });

  it('is released where customers get what they ask for', () => {
    const { outcome, requests } = release('good');

    expect(outcome).toBe('released');
    expect(requests.green.total).toBeGreaterThan(0);
    expect([requests.blue.errors, requests.green.errors]).toEqual([0, 0]);
  });

  it('has failed customers in the report, though no invocation failed', () => {
    const { requests, moments } = release('bad');

    expect(requests.green.errors).toBeGreaterThan(0);
    expect(requests.green.errors).toBeLessThan(requests.green.total);
    expect(requests.blue.errors).toBe(0);
    expect(moments.regressionAt).not.toBeNull();
  });

  it('says once that a path has no route, and counts it for nobody', () => {
    const unrouted = release('good').timeline.filter(({ actor }) => actor === 'API Gateway');

    expect(unrouted.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^GET \/cellars\/1 of the API \w+ is answered 404: no route takes it$/),
    ]);
  });

  it('needs no permission that its template does not give', () => {
    expect(report.releases.flatMap(({ deniedCalls }) => deniedCalls)).toEqual([]);
  });
});
