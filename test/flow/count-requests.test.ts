import { countRequests } from '../../lib/flow/count-requests';
import { applyEvent } from '../../lib/flow/apply-event';
import type { MetricsRead, MetricStatistic, MetricTime } from '../../lib/domain/shift/metrics';
import type { ReleaseEvent } from '../../lib/domain/release/release-event';
import { gateRecord, newRelease, stopped } from '../domain/release/example-release';
import { InMemoryLedger } from '../domain/release/in-memory-ledger';

const MINUTE = 60_000;
const OPENED = Date.UTC(2026, 0, 5, 9);
const ENDED = OPENED + 10 * MINUTE + 1;

const passed: ReleaseEvent = {
  kind: 'judged',
  at: OPENED + MINUTE + 30_000,
  phase: 'before-traffic',
  gates: [gateRecord('health', 'before-traffic', 'pass')],
};
const rolledBack: readonly ReleaseEvent[] = [
  passed,
  { kind: 'deployment-ended', at: ENDED - 5, ending: stopped({ trafficMoved: true, rollsBack: true }) },
  { kind: 'rollback-ended', at: ENDED, succeeded: true },
];

/** A ledger with one release that had these events, and CloudWatch with these sums of what is asked, in order. */
async function platform(events: readonly ReleaseEvent[], sums: readonly number[] | 'refused') {
  const ledger = new InMemoryLedger();
  await ledger.open({ ...newRelease, openedAt: OPENED });
  for (const event of events) await applyEvent(ledger, 'd-1', event);
  const reads: { readonly asked: readonly MetricStatistic[]; readonly time: MetricTime }[] = [];
  const read = (asked: readonly MetricStatistic[], time: MetricTime): Promise<MetricsRead> => {
    reads.push({ asked, time });
    if (sums === 'refused') return Promise.resolve({ refused: { kind: 'denied', message: 'No.' } });
    return Promise.resolve({ series: sums.map((sum) => new Map(sum === 0 ? [] : [[time.from, sum]])) });
  };
  return {
    ledger,
    reads,
    count: async (at: number) =>
      countRequests((await ledger.read('d-1'))!, { ledger, metrics: { read }, now: () => at }),
    counted: async () => (await ledger.read('d-1'))?.counted,
  };
}

describe('what customers had of green', () => {
  it('is counted once its metrics are there, over the minutes in which it may have served', async () => {
    const { count, counted, reads, ledger } = await platform(rolledBack, [120, 7, 0, 900, 1020]);
    await count(ENDED + 3 * MINUTE - 1);
    expect(await counted()).toBeUndefined();
    await count(ENDED + 3 * MINUTE);
    expect(await counted()).toEqual({ at: ENDED + 3 * MINUTE, requests: 120, failed: 7 });
    expect(reads.map(({ time }) => time)).toEqual([
      { from: OPENED + MINUTE, to: OPENED + 11 * MINUTE, periodSeconds: 60 },
    ]);
    expect(reads[0]?.asked[0]?.metric).toEqual({
      namespace: 'AWS/Lambda',
      name: 'Invocations',
      dimensions: { FunctionName: 'chat', Resource: 'chat:live', ExecutedVersion: '8' },
    });
    expect(ledger.events.at(-1)).toMatchObject({ kind: 'counted' });
  });

  it('is counted once', async () => {
    const { count, counted, reads } = await platform(rolledBack, [1, 0, 0, 0, 1]);
    await count(ENDED + 3 * MINUTE);
    await count(ENDED + 9 * MINUTE);
    expect(reads).toHaveLength(1);
    expect(await counted()).toEqual({ at: ENDED + 3 * MINUTE, requests: 1, failed: 0 });
  });

  it('keeps a release among the unsettled until then, though its message is sent', async () => {
    const { count, ledger } = await platform(
      [...rolledBack, { kind: 'message-claimed', at: ENDED }, { kind: 'message-sent', at: ENDED }],
      [0, 0, 0, 0, 0],
    );
    expect(await ledger.unsettled()).toEqual(['d-1']);
    await count(ENDED + 3 * MINUTE);
    expect(await ledger.unsettled()).toEqual([]);
  });

  it('that its own handler says failed is a failure, though Lambda sees none', async () => {
    const { count, counted } = await platform(rolledBack, [50, 2, 9, 0, 50]);
    await count(ENDED + 3 * MINUTE);
    expect(await counted()).toMatchObject({ requests: 50, failed: 9 });
  });

  it('is not known where nobody says which version answered', async () => {
    const { count, counted } = await platform(rolledBack, [0, 0, 0, 0, 40]);
    await count(ENDED + 3 * MINUTE);
    expect(await counted()).toEqual({ at: ENDED + 3 * MINUTE });
  });

  it('is nothing where nobody called', async () => {
    const { count, counted } = await platform(rolledBack, [0, 0, 0, 0, 0]);
    await count(ENDED + 3 * MINUTE);
    expect(await counted()).toMatchObject({ requests: 0, failed: 0 });
  });

  it('is tried for a day where it cannot be read, and is not known then', async () => {
    const { count, counted } = await platform(rolledBack, 'refused');
    await expect(count(ENDED + 23 * 60 * MINUTE)).rejects.toThrow('The metrics of green cannot be read: No.');
    expect(await counted()).toBeUndefined();
    await count(ENDED + 24 * 60 * MINUTE);
    expect(await counted()).toEqual({ at: ENDED + 24 * 60 * MINUTE });
  });

  it.each<[string, readonly ReleaseEvent[]]>([
    ['has not ended', [passed]],
    [
      'was blocked',
      [passed, { kind: 'deployment-ended', at: ENDED, ending: stopped({ trafficMoved: false, rollsBack: false }) }],
    ],
    ['was never judged', [{ kind: 'deployment-ended', at: ENDED, ending: { status: 'succeeded' } }]],
  ])('is not asked of a release that %s', async (_, events) => {
    const { count, counted, reads } = await platform(events, [1, 1, 1, 1, 1]);
    await count(ENDED + 60 * MINUTE);
    expect(reads).toEqual([]);
    expect(await counted()).toBeUndefined();
  });
});
