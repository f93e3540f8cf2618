import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Gate, TrafficPlan } from 'sluice';
import { gateOf, minutesToDecision, releaseOf, synthesizeChange, type Change } from '../end-to-end/watched-service';

let directory: string;
let change: Change;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-the-watch-latency-'));
  const traffic = TrafficPlan.canary({ percent: 25, interval: Duration.minutes(30) });
  change = synthesizeChange(directory, 'plain', { release: { traffic } });
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const BUSY = { traffic: { requestsPerSecond: 30 }, history: { hours: 24 } };
const REFUSED = { cloudWatch: { percentileRank: 'refused' } };

describe('the watch over a shift', () => {
  it('puts back what gets slower and slower from the twelfth minute on', () => {
    const release = releaseOf(change, {
      ...BUSY,
      versions: { green: { from: '12m', latencyGrowthMsPerMinute: 60 } },
    });

    expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'latency']);
    expect(minutesToDecision(release)).toBeGreaterThan(12);
    expect(minutesToDecision(release)).toBeLessThan(24);
    const since =
      /of version 2 took longer than 68\d ms against .* since 09:(\d\d) UTC; 200 ms more than the 99th percentile of 48\d ms is allowed/;
    const [, minute] = since.exec(release.messages[0]?.text ?? '') ?? [];
    expect(Number(minute)).toBeGreaterThanOrEqual(13);
  });

  it('puts back what takes a second longer in one of fifty calls', () => {
    const release = releaseOf(change, { ...BUSY, versions: { green: { slow: { share: 0.02, byMs: 1000 } } } });

    expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'latency']);
    expect(release.traffic.map(({ weight }) => weight)).toEqual([0.25, 0]);
  });
});

describe('where CloudWatch does not take percentile ranks', () => {
  const short = { traffic: TrafficPlan.canary({ percent: 25, interval: Duration.minutes(5) }) };
  const slower = { ...BUSY, assumptions: REFUSED, versions: { green: { slow: { share: 0.5, byMs: 2000 } } } };

  it('says so in its words, and lets the release go on', () => {
    const release = releaseOf(synthesizeChange(directory, 'proceeds', { release: short }), slower);

    expect(release.outcome).toBe('released');
    const gate = gateOf(release, 'latency');
    expect(gate).toMatchObject({ verdict: 'inconclusive', effect: 'proceeded' });
    expect(gate.reasons.map(({ message }) => message).join()).toMatch(/PR\(/);
  });

  it('blocks it where the gate says so', () => {
    const blocks = synthesizeChange(directory, 'blocks', {
      release: { ...short, gates: [Gate.latency({ onInconclusive: 'block' })] },
    });
    const release = releaseOf(blocks, slower);

    expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'latency']);
  });
});
