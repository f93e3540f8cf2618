import * as v from 'valibot';
import { gateRunDefinition } from '../../../lib/constructs/platform/gate-run-definition';
import { shiftWatchDefinition } from '../../../lib/constructs/platform/shift-watch-definition';
import {
  TRANSITIONS_OF_A_BAKE_LOOK,
  TRANSITIONS_OF_A_LOOK,
  TRANSITIONS_OF_GATE_RUNS,
  watchUsage,
  type WatchQuestion,
} from '../../../lib/domain/cost/watch-usage';
import type { Watched } from '../../../lib/domain/gate/watched';
import { nextLookSeconds } from '../../../lib/domain/shift/look-times';
import type { Metrics, MetricStatistic, MetricTime } from '../../../lib/domain/shift/metrics';
import { firstState, takeLook } from '../../../lib/domain/shift/take-look';
import type { ShiftPlan, WatchedGate } from '../../../lib/domain/shift/watch-plan';
import { lookRecord, type LookRecord } from '../../../lib/domain/shift/watches';
import type { WatchState } from '../../../lib/domain/shift/watch-state';
import { seeShift } from '../../../lib/flow/see-shift';
import cases from '../../cases/cost/watch.json';

const WATCHED: Readonly<Record<Watched['watches'], Watched>> = {
  errors: { watches: 'errors', maxIncrease: { kind: 'points', points: 1 } },
  'own-counts': { watches: 'own-counts', maxIncrease: { kind: 'points', points: 1 } },
  durations: { watches: 'durations', percentile: 99, maxIncrease: { kind: 'milliseconds', milliseconds: 200 } },
  tables: { watches: 'tables', onThrottle: 'fail' },
};
/** What is watched with a lower limit, half of the other. */
const WARNED: Readonly<Record<Watched['watches'], Watched>> = {
  errors: { watches: 'errors', maxIncrease: { kind: 'points', points: 1 }, warnAt: { kind: 'points', points: 0.5 } },
  'own-counts': {
    ...{ watches: 'own-counts', maxIncrease: { kind: 'points', points: 1 } },
    warnAt: { kind: 'points', points: 0.5 },
  },
  durations: {
    ...{ watches: 'durations', percentile: 99, maxIncrease: { kind: 'milliseconds', milliseconds: 200 } },
    warnAt: { kind: 'milliseconds', milliseconds: 100 },
  },
  tables: { watches: 'tables', onThrottle: 'fail' },
};
const rows = v.parse(
  v.array(
    v.object({
      name: v.string(),
      watches: v.array(v.picklist(['errors', 'own-counts', 'durations', 'tables'])),
      tables: v.number(),
      releaseMetrics: v.optional(v.boolean()),
      /** Whether all of them that compare have a lower limit too. */
      warns: v.optional(v.boolean()),
      shiftMinutes: v.number(),
      looks: v.number(),
      metricsRequested: v.number(),
    }),
  ),
  cases,
);

const MINUTE_MS = 60_000;
const BEGAN = 29_000_000 * MINUTE_MS;
const own = (name: string) => ({ namespace: 'Chat', name, dimensions: {} });

/** A function with the longest name that there is. */
const FUNCTION_NAME = 'f'.repeat(64);

/** The watch of a shift, look by look, of a service that is called a hundred times a second. */
async function watched({ watched, tables, shiftMinutes, releaseMetrics }: WatchQuestion) {
  const plan: ShiftPlan = {
    ...{ functionName: FUNCTION_NAME, aliasName: 'live', blue: '7', green: '8', began: BEGAN },
    windowMinutes: shiftMinutes,
    holdBackSeconds: 0,
    ...(releaseMetrics === true ? { releaseMetrics } : {}),
    gates: watched.map((one): WatchedGate => ({
      name: one.watches,
      mode: 'enforce',
      onInconclusive: 'proceed',
      watched: one,
      ...(one.watches === 'tables' ? { tables: Array.from({ length: tables }, (_, index) => `table-${index}`) } : {}),
      ...(one.watches === 'own-counts'
        ? { counts: { failures: own('Failures'), total: own('Total'), versionDimension: 'Version' } }
        : {}),
    })),
  };
  let requested = 0;
  const metrics: Metrics = {
    read: (asked, time) => {
      requested += new Set(asked.map(({ metric }) => JSON.stringify(metric))).size;
      return Promise.resolve({ series: asked.map((one) => seriesOf(one, time)) });
    },
  };
  const hands = { weight: () => Promise.resolve(0.1), indexes: () => Promise.resolve({ names: [] }) };
  const states: WatchState[] = [];
  const lines: LookRecord[] = [];
  const look = async (at: number) => {
    const before = states.at(-1) ?? firstState(plan);
    const state = takeLook(before, await seeShift(before, { metrics, hands, now: () => at }));
    states.push(state);
    lines.push(lookRecord(state));
  };
  let sinceMs = 0;
  while (sinceMs < shiftMinutes * MINUTE_MS) {
    await look(BEGAN + sinceMs);
    sinceMs += nextLookSeconds({ sinceMs, isRinging: false, byTenSeconds: releaseMetrics ?? false }) * 1000;
  }
  await look(BEGAN + (shiftMinutes + 4) * MINUTE_MS);
  return { requested, states, lines };
}

function seriesOf({ metric, statistic }: MetricStatistic, { from, to, periodSeconds }: MetricTime) {
  const periods = Math.ceil((to - from) / (periodSeconds * 1000));
  const value = () => {
    if (statistic.startsWith('PR')) return 98.7;
    if (statistic.startsWith('p')) return 431.25;
    if (/Errors|Failures|Throttle/.test(metric.name)) return 31;
    return 6000;
  };
  return new Map(Array.from({ length: periods }, (_, index) => [from + index * periodSeconds * 1000, value()]));
}

const questionOf = ({
  watches,
  tables,
  shiftMinutes,
  releaseMetrics,
  warns,
}: (typeof rows)[number]): WatchQuestion => ({
  watched: watches.map((one) => (warns === true ? WARNED : WATCHED)[one]),
  tables,
  shiftMinutes,
  releaseMetrics,
});

describe('the looks of a watch', () => {
  it.each(rows)('ask CloudWatch for what is paid: $name', async (row) => {
    const { requested, states } = await watched(questionOf(row));
    expect({ looks: states.length, metricsRequested: requested }).toEqual({
      looks: row.looks,
      metricsRequested: row.metricsRequested,
    });
    const usage = watchUsage(questionOf(row));
    expect(usage.metricsRequested).toBe(row.metricsRequested);
    // One before traffic moves, and one that sees that it has moved.
    expect(usage.invocations).toBe(row.looks + 2);
  });

  it.each(rows)('keep no more than is paid: $name', async (row) => {
    const { states, lines } = await watched(questionOf(row));
    const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
    const written = states.map((state, index) => {
      const item = lines.slice(Math.floor(index / 60) * 60, index + 1);
      return 2 * (Math.ceil(bytes(state) / 1024) + Math.ceil(bytes(item) / 1024));
    });
    const usage = watchUsage(questionOf(row));
    expect(usage.writeUnits).toBeGreaterThanOrEqual(written.reduce((sum, units) => sum + units, 0));
    expect(usage.ledgerKilobytes * 1024).toBeGreaterThanOrEqual(bytes(states.at(-1)) + bytes(lines));
  });
});

describe('the transitions of a watch', () => {
  it('are those of its definition, and of what gate runs have for it', () => {
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:f';
    const { States: states } = shiftWatchDefinition({ partition: 'aws', watcherArn: arn });
    expect(Object.keys(states).filter((name) => name !== 'Done')).toHaveLength(TRANSITIONS_OF_A_LOOK);

    const targets = { partition: 'aws', openerArn: arn, askerArn: arn, deciderArn: arn, lastResortArn: arn };
    const statesOf = (definition: { readonly States: object }) => Object.keys(definition.States).length;
    const more =
      statesOf(gateRunDefinition({ ...targets, watch: { watcherArn: arn, machineArn: arn } })) -
      statesOf(gateRunDefinition(targets));
    // Both runs ask whether there is to be a bake, and those of a look at one are counted by looks.
    expect(more).toBe(TRANSITIONS_OF_GATE_RUNS - 1 + TRANSITIONS_OF_A_BAKE_LOOK);
  });

  it('are those of each wait, of the end, and of the start', () => {
    // Before traffic moves, five while it does, and one that sees that it has moved.
    const { transitions } = watchUsage({ watched: [WATCHED.errors], tables: 0, shiftMinutes: 5 });
    expect(transitions).toBe(7 * TRANSITIONS_OF_A_LOOK + 1 + TRANSITIONS_OF_GATE_RUNS);
  });
});

it('nothing is used where nothing is watched', () => {
  const used = watchUsage({ watched: [], tables: 0, shiftMinutes: 60 });
  expect(new Set(Object.values(used))).toEqual(new Set([0]));
});
