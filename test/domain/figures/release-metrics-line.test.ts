import { releaseMetricsLine } from '../../../lib/domain/figures/release-metrics-line';
import { transition } from '../../../lib/domain/release/transition';
import type { Release } from '../../../lib/domain/release/release';
import type { ReleaseEvent } from '../../../lib/domain/release/release-event';
import { TellingLedger } from '../../../lambdas/telling-ledger';
import { applyEvent } from '../../../lib/flow/apply-event';
import { embeddedMetrics } from '../../../lib/rehearsal/cloudwatch/embedded-metrics/embedded-metrics';
import { gateRecord, newRelease, releaseIn, stopped } from '../release/example-release';
import { InMemoryLedger } from '../release/in-memory-ledger';

const passed: ReleaseEvent = {
  ...{ kind: 'judged', at: 2000, phase: 'before-traffic' },
  gates: [gateRecord('health', 'before-traffic', 'pass')],
};
const succeeded: ReleaseEvent = { kind: 'deployment-ended', at: 5000, ending: { status: 'succeeded' } };
const stops = (trafficMoved: boolean, rollsBack: boolean): ReleaseEvent => ({
  ...{ kind: 'deployment-ended', at: 5000 },
  ending: stopped({ trafficMoved, rollsBack }),
});
const putBack: ReleaseEvent = { kind: 'rollback-ended', at: 6000, succeeded: true };
const counted: ReleaseEvent = { kind: 'counted', at: 9000, requests: 50, failed: 4 };

/** What is told of a release in the course of its events: the values of each line. */
function told(...events: readonly ReleaseEvent[]): readonly Readonly<Record<string, number>>[] {
  let release: Release = releaseIn({});
  return events.flatMap((event) => {
    release = transition(release, event).next;
    const line = releaseMetricsLine(release, event, 'default');
    if (line === undefined) return [];
    const found = embeddedMetrics(line, 9999);
    if (found.kind !== 'metrics') throw new Error(JSON.stringify(found));
    const ofService = found.datapoints.filter(({ metric }) => 'Service' in metric.dimensions);
    expect(found.datapoints).toHaveLength(2 * ofService.length);
    return [Object.fromEntries(ofService.map(({ metric, values }) => [metric.name, values[0] ?? 0]))];
  });
}

describe('what metrics are told of a release', () => {
  it.each<[string, readonly ReleaseEvent[], readonly Readonly<Record<string, number>>[]]>([
    ['released', [passed, succeeded, counted], [{ Released: 1, Duration: 4000 }, { RequestsServed: 50 }]],
    [
      'rolled back',
      [passed, stops(true, true), putBack, counted],
      [
        { RolledBack: 1, Duration: 5000, TimeToDetect: 3000, RecoveryTime: 4000 },
        { RequestsServed: 50, RequestsHit: 4 },
      ],
    ],
    ['blocked', [stops(false, false)], [{ Blocked: 1, Duration: 4000 }]],
    [
      'failed, and nothing put it back',
      [passed, stops(true, false)],
      [{ Failed: 1, Duration: 4000, TimeToDetect: 3000 }],
    ],
    ['not counted', [passed, succeeded, { kind: 'counted', at: 9000 }], [{ Released: 1, Duration: 4000 }]],
    ['under way', [passed], []],
  ])('that was %s', (_, events, expected) => {
    expect(told(...events)).toEqual(expected);
  });

  it('is told once, though several end it at once', async () => {
    const lines: string[] = [];
    const ledger = new TellingLedger(new InMemoryLedger(), 'default', (line) => lines.push(line));
    await ledger.open(newRelease);
    await applyEvent(ledger, 'd-1', passed);
    await Promise.all(Array.from({ length: 10 }, () => applyEvent(ledger, 'd-1', succeeded)));
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { Platform: 'default', Service: 'chat', release: 'd-1', outcome: 'released', Released: 1 },
    ]);
  });
});
