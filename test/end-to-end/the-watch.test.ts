import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Rate, TrafficPlan } from 'sluice';
import { gateOf, minutesToDecision, releaseOf, synthesizeChange, type Change } from './watched-service';

let directory: string;
let change: Change;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-the-watch-'));
  change = synthesizeChange(directory, 'plain');
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const BUSY = { traffic: { requestsPerSecond: 30 }, history: { hours: 24 } };

describe('the watch over a shift', () => {
  it('puts back what fails five points more often, and says by which counts, what is allowed and since when', () => {
    const release = releaseOf(change, {
      ...BUSY,
      versions: { blue: { errorRate: 0.005 }, green: { errorRate: 0.055 } },
    });

    expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'error-rate']);
    expect(minutesToDecision(release)).toBeLessThan(7);
    expect(gateOf(release, 'error-rate')).toMatchObject({ phase: 'in-flight', verdict: 'fail', effect: 'refused' });
    expect(gateOf(release, 'latency').effect).not.toBe('refused');
    expect(release.messages.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^- \S+ % of [\d ]+ calls failed on version 2 against \S+ % of [\d ]+ on version 1, since 09:\d\d UTC; 1 point more is allowed\. The evidence is (?:more than )?[\d ]+ to 1, and 100 to 1 is enough\.$/m,
      ),
    ]);
    expect(release.messages[0]?.text).toContain('Decided by: error-rate.\n');
    expect(release.deniedCalls).toEqual([]);
    expect(release.serving).toEqual([{ version: '1', share: 1 }]);
  });

  it('lets a release go on through an incident that hits both versions, and so does the alarm', () => {
    const alarmed = synthesizeChange(directory, 'alarmed', { release: { maxErrorIncreasePoints: 5 } });
    const release = releaseOf(alarmed, {
      ...BUSY,
      versions: { blue: { errorRate: 0.005 } },
      incidents: [{ at: '4m', for: '6m', errorRate: 0.2 }],
    });

    const { greenFailed = 0, greenCalls = 1 } = gateOf(release, 'error-rate').evidence.figures;
    expect(greenFailed / greenCalls).toBeGreaterThan(0.05);
    expect(release).toMatchObject({ outcome: 'released', deniedCalls: [] });
  });

  it('says what it found of a release in which it found nothing', () => {
    const quiet = synthesizeChange(directory, 'quiet', { release: { expectedTraffic: Rate.perSecond(0.5) } });
    const release = releaseOf(quiet, { traffic: { requestsPerSecond: 0.5 }, history: { hours: 24 } });

    expect(release.outcome).toBe('released');
    expect(gateOf(release, 'error-rate')).toMatchObject({ verdict: 'inconclusive', effect: 'proceeded' });
    expect(release.messages.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^.*No regression found in \d+ calls of version 2 beside \d+ of version 1/m),
    ]);
  });

  it('refuses at the last hook what shows in the last minute before all traffic has moved', () => {
    const hasty = synthesizeChange(directory, 'hasty', {
      release: { traffic: TrafficPlan.canary({ percent: 25, interval: Duration.minutes(2) }) },
    });
    const release = releaseOf(hasty, { ...BUSY, versions: { green: { from: '70s', errorRate: 0.3 } } });

    expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'error-rate']);
    expect(release.traffic.map(({ weight }) => weight)).toEqual([0.25, 1, 0]);
    expect(release.deployment?.error?.code).toBe('HOOK_EXECUTION_FAILURE');
    expect(release.timeline.map(({ what }) => what)).toContainEqual(
      expect.stringMatching(/AfterAllowTraffic failed/) as string,
    );
  });
});
