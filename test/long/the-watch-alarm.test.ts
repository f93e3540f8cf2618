import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gate } from 'sluice';
import { releaseOf, synthesizeChange, type Change } from '../end-to-end/watched-service';

let directory: string;
let change: Change;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-the-watch-alarm-'));
  change = synthesizeChange(directory, 'plain', { release: { gates: [Gate.errorRate()] } });
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** A state that was set is its own again before CodeDeploy may have looked, wherever in its round that is. */
describe('an alarm whose state falls back after a second', () => {
  it.each([10, 15, 30].flatMap((poll) => [1, 2, 3, 4].map((seed) => [poll, seed * 7, seed] as const)))(
    'is seen where CodeDeploy looks every %d s, in a release that begins at second %d, seed %d',
    (poll, second, seed) => {
      const release = releaseOf(change, {
        seed,
        start: `2026-01-05T09:00:${String(second).padStart(2, '0')}.000Z`,
        traffic: { requestsPerSecond: 10 },
        versions: { green: { errorRate: 0.8 } },
        assumptions: { cloudWatch: { setStateFallsBackAfter: '1s' }, codeDeploy: { alarmPoll: `${poll}s` } },
      });

      expect([release.outcome, release.decidedBy]).toEqual(['rolled-back', 'error-rate']);
      const at = (pattern: RegExp) => Date.parse(release.timeline.find(({ what }) => pattern.test(what))?.at ?? '');
      const waited = at(/deployment stopped/) - at(/Regression\S+ \S+ → ALARM/);
      expect(waited).toBeGreaterThanOrEqual(0);
      // The metric is published in a minute, and an alarm goes by it from its next evaluation on.
      expect(waited).toBeLessThanOrEqual(180_000);
      expect(release.traffic.map(({ weight }) => weight)).toEqual([0.25, 0]);
    },
  );
});
