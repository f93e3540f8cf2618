import type { GateDefinition } from '../../lib/domain/gates/gate-kinds';
import type { Manifest } from '../../lib/domain/release/manifest';
import type { Shift } from '../../lib/domain/release/shifts';
import type { AlarmStory } from '../../lib/domain/shift/alarm-story';
import type { MetricsRefusal, MetricStatistic, MetricTime } from '../../lib/domain/shift/metrics';
import type { WatchState } from '../../lib/domain/shift/watch-state';
import type { LookRecord } from '../../lib/domain/shift/watches';
import { applyEvent } from '../../lib/flow/apply-event';
import type { WatchPorts } from '../../lib/flow/watch-ports';
import { gateRecord, newRelease } from '../domain/release/example-release';
import { manifest } from '../domain/release/example-platform';
import { InMemoryLedger } from '../domain/release/in-memory-ledger';
import { at, BEGAN } from '../domain/shift/example-shift';
import { noticePorts } from './notice-ports';

export const errorRate: GateDefinition = {
  ...{ kind: 'error-rate', name: 'errors', phase: 'in-flight' },
  maxIncrease: { kind: 'points', points: 1 },
};
export const latency: GateDefinition = {
  ...{ kind: 'latency', name: 'slow', phase: 'in-flight', percentile: 99 },
  maxIncrease: { kind: 'milliseconds', milliseconds: 200 },
};

type AskedGate = Manifest['gates']['asked'][number];

export function watchedManifest(
  gates: readonly GateDefinition[],
  of: Partial<AskedGate> = {},
  releaseMetrics = false,
): Manifest {
  const asked = gates.map(({ name }): AskedGate => ({
    ...{ name, phase: 'in-flight', deadlineSeconds: 60, onInconclusive: 'proceed' },
    ...of,
  }));
  return {
    ...manifest,
    schema: 3,
    gates: { ...manifest.gates, asked },
    alarms: { regression: 'chat-regression' },
    watch: { windowMinutes: 30, settleSeconds: 183, ...(releaseMetrics ? { releaseMetrics } : {}) },
  };
}

/** A release whose traffic moves, in the account that its watch sees. */
export async function watchedPlatform(
  gates: readonly GateDefinition[] = [errorRate],
  {
    of = {},
    failing = 0,
    shadowAlarms,
    publishes,
  }: {
    readonly of?: Partial<AskedGate>;
    readonly failing?: number;
    readonly shadowAlarms?: Manifest['shadowAlarms'];
    /** The versions whose handlers publish; left out where the release does not say that they do. */
    readonly publishes?: readonly string[];
  } = {},
) {
  const ledger = new InMemoryLedger();
  const { watch, ...others } = watchedManifest(gates, of, publishes !== undefined);
  const written = { ...others, ...(gates.length > 0 ? { watch } : {}), shadowAlarms };
  await ledger.open(newRelease, JSON.stringify(written));
  await applyEvent(ledger, 'd-1', {
    ...{ kind: 'judged', at: BEGAN, phase: 'before-traffic' },
    gates: [gateRecord('health', 'before-traffic', 'pass')],
  });
  const account: Account = {
    ...{ minute: 6, shift: { phase: 'moving', began: BEGAN }, failing, looks: [], did: [], asked: [] },
    publishes: publishes ?? [],
    ...{ loses: false, refuses: () => undefined, breaks: [], alarmsRead: [], story: { state: 'OK', changes: [] } },
  };
  const doing = (what: string): Promise<void> => {
    account.did.push(what);
    return account.breaks.includes(what.split(' ')[0] ?? '')
      ? Promise.reject(new Error(`No ${what}`))
      : Promise.resolve();
  };
  const said = noticePorts(ledger);
  const ports: WatchPorts = {
    ledger,
    outcomes: { publish: (message) => doing('tell').then(() => said.ports.outcomes.publish(message)) },
    notices: said.ports.notices,
    shifts: { shift: () => Promise.resolve(account.shift) },
    watches: {
      read: () => Promise.resolve(account.state),
      keep: (_, state, look) => {
        if (account.loses) {
          account.state = account.others ?? account.state;
          return Promise.resolve(false);
        }
        account.state = state;
        account.looks.push(look);
        return Promise.resolve(true);
      },
    },
    metrics: {
      read: (asked, { from, to, periodSeconds }) => {
        account.asked.push({ asked, from, to, periodSeconds });
        const refused = asked.map(account.refuses).find((one) => one !== undefined);
        if (refused) return Promise.resolve({ refused });
        return Promise.resolve({ series: asked.map((one) => seriesOf(one, { from, to, periodSeconds }, account)) });
      },
    },
    publishRegression: ({ green }) => doing(`publish ${green}`),
    actFor: () =>
      Promise.resolve({
        gates: () => Promise.resolve({ schema: 1, gates: [...gates] }),
        timeoutSeconds: () => Promise.resolve(3),
        weight: () => Promise.resolve(0.1),
        indexes: () => Promise.resolve({ names: [] }),
        alarm: (name: string, since: number) => {
          account.alarmsRead.push({ name, since });
          return account.breaks.includes('alarm')
            ? Promise.reject(new Error('no such luck'))
            : Promise.resolve(account.story);
        },
        ring: (alarm: string) => doing(`ring ${alarm}`),
      }),
    digest: () => '00000007',
    now: () => at(account.minute),
  };
  return { ports, ledger, account, messages: said.messages };
}

interface Account {
  /** Minutes since traffic began to move. */
  minute: number;
  shift: Shift;
  /** The share of green's calls that fail. */
  failing: number;
  state?: WatchState;
  /** What somebody else keeps where this one loses. */
  others?: WatchState;
  loses: boolean;
  readonly looks: LookRecord[];
  readonly did: string[];
  /** The versions whose handlers publish. */
  publishes: readonly string[];
  readonly asked: ({ readonly asked: readonly MetricStatistic[] } & MetricTime)[];
  refuses: (asked: MetricStatistic) => MetricsRefusal | undefined;
  /** Which alarms were asked for. */
  readonly alarmsRead: { readonly name: string; readonly since: number }[];
  /** What became of them all. */
  story: AlarmStory;
  /** What is done that fails. */
  breaks: readonly string[];
}

/** 900 calls of blue in a minute and 100 of green, of which so many fail. */
function seriesOf(
  { metric, statistic }: MetricStatistic,
  { from, to, periodSeconds }: MetricTime,
  { minute, failing, publishes }: Account,
): ReadonlyMap<number, number> {
  const version = metric.dimensions.ExecutedVersion;
  const byHandler = metric.namespace === 'Sluice/Release';
  if (byHandler && !publishes.includes(version ?? '')) return new Map();
  const periodMs = periodSeconds * 1000;
  const calls = (version === '8' ? 100 : 900) * (byHandler ? periodSeconds / 60 : 1);
  const value = ((): number => {
    if (metric.name === 'Invocations' || statistic === 'SampleCount') return calls;
    if (metric.name === 'Failures') return version === '8' ? calls * failing : 0;
    if (metric.name === 'ColdStarts') return 0;
    // What handlers publish they have caught.
    if (metric.name === 'Errors') return version === '8' && publishes.length === 0 ? calls * failing : calls / 100;
    return statistic.startsWith('PR') ? 99.9 : 400;
  })();
  const end = Math.min(to, Math.floor(at(minute) / periodMs) * periodMs);
  const start = version === '8' ? Math.max(from, BEGAN) : from;
  const count = Math.max(0, Math.ceil((end - start) / periodMs));
  return new Map(Array.from({ length: count }, (_, index) => [start + index * periodMs, value]));
}
