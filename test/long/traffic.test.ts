import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { TrafficPlan } from 'sluice';
import type { Report } from '../../lib/report/report';
import { reportOf, runSluice } from '../end-to-end/run-sluice';
import { HEALTHY, healthyChange, synthesizeService } from '../end-to-end/service-assembly';

/** Fails every other customer, by chance, and no gate: what it draws is the rehearsal's to settle. */
const LUCKY = `
exports.handler = async (event) => {
  if (event.rawPath === '/chat' && Math.random() < 0.5) throw new Error('out of luck at ' + Date.now());
  return { statusCode: 200, body: '{}' };
};`;

const maxLatency = Duration.millis(800);

/** Assemblies of one service, by name. */
const RELEASES = {
  blue: { code: HEALTHY },
  linear: {
    code: healthyChange(1),
    release: { traffic: TrafficPlan.linear({ percent: 20, interval: Duration.minutes(15) }) },
  },
  'all-at-once': { code: healthyChange(2), release: { traffic: TrafficPlan.allAtOnce() } },
  canary: {
    code: healthyChange(3),
    release: { maxLatency, traffic: TrafficPlan.canary({ percent: 10, interval: Duration.minutes(5) }) },
  },
  'own-canary': {
    code: healthyChange(4),
    release: { maxLatency, traffic: TrafficPlan.canary({ percent: 25, interval: Duration.minutes(7) }) },
  },
  lucky: { code: LUCKY, release: { traffic: TrafficPlan.canary({ percent: 50, interval: Duration.minutes(6) }) } },
};

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-traffic-'));
  for (const [name, service] of Object.entries(RELEASES)) synthesizeService(directory, name, service);
  writeFileSync(join(directory, 'requests.yaml'), '- { method: POST, path: /chat, body: { message: Hello } }\n');
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function rehearse(scenario: object, ...args: string[]) {
  const file = join(directory, 'scenario.yaml');
  writeFileSync(file, JSON.stringify(scenario));
  return runSluice(['rehearse', '--scenario', file, ...args]);
}

const SLOW = { latencyMs: { p50: 300, p90: 600, p99: 900 } };

/** One release after the other, ten customers a second. */
const ROW = {
  traffic: { requestsPerSecond: 10 },
  versions: { blue: { errorRate: 0.005 } },
  steps: [
    { deploy: 'blue' },
    { name: 'failing', deploy: 'canary', versions: { blue: { errorRate: 0.005 }, green: { errorRate: 0.3 } } },
    { name: 'slow', deploy: 'canary', versions: { green: SLOW } },
    { deploy: 'all-at-once' },
    { deploy: 'own-canary' },
  ],
};

const summaryOf = ({ releases }: Report) =>
  releases.map(({ step, outcome, decidedBy, traffic }) => ({
    step,
    outcome,
    decidedBy,
    weights: traffic.map(({ weight }) => weight),
  }));

describe('a row of releases under modelled traffic', () => {
  let runs: { readonly first: string; readonly again: string; readonly file: string; readonly otherSeed: Report };

  beforeAll(() => {
    const out = join(directory, 'out');
    const first = rehearse(ROW, '--json', '--out', out);
    runs = {
      first: first.stdout,
      again: rehearse(ROW, '--json').stdout,
      file: readFileSync(join(out, 'report.json'), 'utf8'),
      otherSeed: reportOf(rehearse(ROW, '--json', '--seed', '8')),
    };
  });

  it('moves by each plan, and back by the alarm of what went wrong', () => {
    expect(summaryOf(JSON.parse(runs.first) as Report)).toEqual([
      { step: 'blue', outcome: 'first-deploy', decidedBy: 'gates', weights: [] },
      { step: 'failing', outcome: 'rolled-back', decidedBy: 'error-rate-alarm', weights: [0.1, 0] },
      // 60 of its calls a minute are too few for a 99th percentile: a slow call or two is no reason to roll back.
      { step: 'slow', outcome: 'released', decidedBy: 'gates', weights: [0.1, 1] },
      { step: 'all-at-once', outcome: 'released', decidedBy: 'gates', weights: [1] },
      { step: 'own-canary', outcome: 'released', decidedBy: 'gates', weights: [0.25, 1] },
    ]);
  });

  it('counts the customers of both versions and what failed for them', () => {
    const [, failing] = (JSON.parse(runs.first) as Report).releases;
    const { blue, green } = failing!.requests;

    // Of some 200 calls of green; the bounds are four standard deviations away.
    expect(green.errors / green.total).toBeGreaterThan(0.17);
    expect(green.errors / green.total).toBeLessThan(0.43);
    expect(green.total / (blue.total + green.total)).toBeGreaterThan(0.06);
    expect(green.total / (blue.total + green.total)).toBeLessThan(0.14);
    expect(blue.errors / blue.total).toBeLessThan(0.02);
  });

  it('gives the same bytes for the same seed, on standard output and in the file', () => {
    expect(runs.again).toBe(runs.first);
    expect(runs.file).toBe(runs.first);
  });

  it('comes to the same outcomes by another seed, with other figures', () => {
    const first = JSON.parse(runs.first) as Report;

    expect(summaryOf(runs.otherSeed)).toEqual(summaryOf(first));
    expect(runs.otherSeed.seed).toBe(8);
    expect(runs.otherSeed.releases.map(({ requests }) => requests)).not.toEqual(
      first.releases.map(({ requests }) => requests),
    );
  });
});

describe('--from and --to', () => {
  const between = (from: string, to: string) => ['--from', join(directory, from), '--to', join(directory, to)];

  it('a linear plan of 60 minutes at 10 requests per second takes seconds', () => {
    const { status, stdout, tookMs } = rehearse(
      { traffic: { requestsPerSecond: 10 }, expect: { outcome: 'released' } },
      ...between('blue', 'linear'),
    );
    // Some 4 s on two cores; the bound leaves room for a busy machine.
    console.info(`60 minutes of virtual time took ${(tookMs / 1000).toFixed(1)} s, process start and all.`);

    expect(stdout).toContain('▶ released       in 60 min');
    expect(status).toBe(0);
    expect(tookMs).toBeLessThan(20_000);
  });

  it('a slow version with calls enough for a 99th percentile is rolled back by the latency alarm', () => {
    const run = rehearse(
      {
        traffic: { requestsPerSecond: 200 },
        versions: { green: SLOW },
        expect: { outcome: 'rolled-back', by: 'latency-alarm', within: '5m' },
      },
      ...between('blue', 'canary'),
      '--json',
    );
    const [, release] = reportOf(run).releases;

    expect(release?.expectation).toEqual({ met: true, differences: [] });
    expect(release?.requests.green.errors).toBe(0);
    expect(run.status).toBe(0);
  });

  it('an incident that hits both versions does not count against green, whose alarm holds it against blue', () => {
    const run = rehearse(
      { traffic: { requestsPerSecond: 10 }, incidents: [{ at: '1m', for: '3m', errorRate: 0.4 }] },
      ...between('blue', 'canary'),
      '--json',
    );
    const [, release] = reportOf(run).releases;

    expect(release).toMatchObject({ outcome: 'released', decidedBy: 'gates' });
    const { blue, green } = release!.requests;
    expect(Math.min(blue.errors / blue.total, green.errors / green.total)).toBeGreaterThan(0.05);
    expect(run.status).toBe(0);
  });

  it('chance and time inside a real handler are settled by the seed as well', () => {
    const scenario = { traffic: { requestsPerSecond: 1, requests: 'requests.yaml' } };
    const [first, again, other] = ['1', '1', '2'].map((seed) =>
      rehearse(scenario, ...between('blue', 'lucky'), '--json', '--seed', seed),
    );
    const [, release] = reportOf(first!).releases;

    expect(release).toMatchObject({ outcome: 'rolled-back', decidedBy: 'error-rate-alarm' });
    expect(again!.stdout).toBe(first!.stdout);
    expect(reportOf(other!).releases[1]).toMatchObject({ outcome: 'rolled-back' });
    expect(other!.stdout).not.toBe(first!.stdout);
  });
});
