import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rate } from 'sluice';
import { gateOf, minutesToDecision, releaseOf, synthesizeChange, TWELVE_MINUTES } from '../end-to-end/watched-service';

const directory = mkdtempSync(join(tmpdir(), 'sluice-own-metrics-'));
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

const change = synthesizeChange(directory, 'metered', {
  release: { ...TWELVE_MINUTES, expectedTraffic: Rate.perSecond(30), releaseMetrics: true },
});
const scenario = (blue: object, green: object) => ({
  traffic: { requestsPerSecond: 30 },
  versions: { blue: { errorRate: 0.002, ...blue }, green },
});
const MINUTES = 600_000;

describe('a release whose handler publishes metrics of its own', () => {
  it(
    'is put back for answers that say that they failed, which Lambda counts as none, within two minutes',
    () => {
      const release = releaseOf(change, scenario({ releaseMetrics: true }, { failedAnswerRate: 0.1 }), MINUTES);
      const gate = gateOf(release, 'error-rate');
      expect([release.outcome, gate.verdict]).toEqual(['rolled-back', 'fail']);
      expect(JSON.stringify(gate)).toMatch(/warm calls failed on version 2 against/);
      expect(minutesToDecision(release)).toBeLessThan(2);
    },
    MINUTES,
  );

  it(
    'goes on where nothing is wrong, and is compared by what both publish',
    () => {
      const release = releaseOf(change, scenario({ releaseMetrics: true }, {}), MINUTES);
      const gate = gateOf(release, 'error-rate');
      expect(gate.verdict).not.toBe('fail');
      expect(JSON.stringify(gate)).toContain("metrics of both versions' handlers");
      expect(JSON.stringify(gate)).not.toContain('handler-not-compared');
    },
    MINUTES,
  );

  it(
    "goes by Lambda's own metrics where blue publishes nothing, which is noted",
    () => {
      const release = releaseOf(change, scenario({}, { releaseMetrics: true }), MINUTES);
      const gate = gateOf(release, 'error-rate');
      expect(gate.verdict).not.toBe('fail');
      expect(JSON.stringify(gate)).toContain('handler-not-compared');
    },
    MINUTES,
  );

  it(
    'is put back where green publishes nothing although customers call it',
    () => {
      const release = releaseOf(change, scenario({ releaseMetrics: true }, { releaseMetrics: false }), MINUTES);
      const gate = gateOf(release, 'error-rate');
      expect(gate.verdict).toBe('fail');
      expect(JSON.stringify(gate)).toContain('handler-silent');
    },
    MINUTES,
  );
});
