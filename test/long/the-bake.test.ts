import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import type { ReportedRelease } from '../../lib/report/report';
import { gateOf, releaseOf, synthesizeChange, type Change } from '../end-to-end/watched-service';

let directory: string;
let change: Change;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-the-bake-'));
  change = synthesizeChange(directory, 'baked');
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const BUSY = { traffic: { requestsPerSecond: 30 }, history: { hours: 24 }, versions: { blue: { errorRate: 0.005 } } };
/** Little enough that the watch certifies nothing, so that the bake takes its time. */
const CALM = { ...BUSY, traffic: { requestsPerSecond: 2 } };

/** Minutes from when all traffic had moved until CodeDeploy ended the deployment. */
function minutesAtAll({ traffic, moments }: ReportedRelease): number {
  const moved = traffic.find(({ weight }) => weight === 1)?.at ?? '';
  return (Date.parse(moments.decidedAt ?? '') - Date.parse(moved)) / 60_000;
}

describe('the bake', () => {
  it('puts back what begins to fail at 100 %, and says by which counts and what it was like before', () => {
    const release = releaseOf(change, {
      ...CALM,
      versions: { ...CALM.versions, green: { from: '13m', errorRate: 0.2 } },
    });

    expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'bake']);
    expect(minutesAtAll(release)).toBeLessThan(8);
    expect(gateOf(release, 'bake')).toMatchObject({ phase: 'after-traffic', verdict: 'fail', effect: 'refused' });
    expect(release.messages.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^- error-rate: during the bake \S+ % of [\d ]+ calls failed on version 2 against \S+ % of [\d ]+ on version 1 while traffic moved; 1 point more is allowed\. The evidence is (?:more than )?[\d ]+ to 1, and \d+ to 1 is enough\.$/m,
      ),
    ]);
    expect(release.deployment?.error?.code).toBe('HOOK_EXECUTION_FAILURE');
    expect(release.serving).toEqual([{ version: '1', share: 1 }]);
    expect(release.deniedCalls).toEqual([]);
  });

  it('releases what is well once its minutes at 100 % have been seen, and says what could have been', () => {
    const release = releaseOf(change, CALM);

    expect(release.outcome).toBe('released');
    expect(minutesAtAll(release)).toBeGreaterThan(6);
    expect(minutesAtAll(release)).toBeLessThan(9);
    const bake = gateOf(release, 'bake');
    expect([bake.verdict, bake.effect]).toEqual(['inconclusive', 'proceeded']);
    expect(bake.reasons[0]?.message).toMatch(
      /^Nothing found in 5 minutes at 100 %: error-rate: \d+ calls, one of \S+ points? or more would have been found; latency: /,
    );
    expect(release.deniedCalls).toEqual([]);
  });

  it('is over sooner where the watch has certified green, and not before one minute at 100 % was seen', () => {
    const release = releaseOf(change, BUSY);

    expect(release.outcome).toBe('released');
    expect(minutesAtAll(release)).toBeLessThan(6);
    const bake = gateOf(release, 'bake');
    expect([bake.verdict, bake.reasons[0]?.code]).toEqual(['pass', 'certified-before']);
    expect(bake.evidence.figures.minutes).toBeGreaterThan(0);
  });

  it('looks at nothing where it is switched off', () => {
    const off = synthesizeChange(directory, 'off', { release: { bake: Duration.minutes(0) } });
    const release = releaseOf(off, CALM);

    expect(release.outcome).toBe('released');
    expect(release.gates.map(({ name }) => name)).not.toContain('bake');
    expect(minutesAtAll(release)).toBeLessThan(6);
  });

  it('takes an incident that begins at 100 % for green’s doing, as no blue is there to show that it is not', () => {
    const release = releaseOf(change, { ...CALM, incidents: [{ at: '13m', for: '20m', errorRate: 0.2 }] });

    expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'bake']);
  });
});
