import { minuteOf, type Metrics, type MetricsRefusal } from '../domain/shift/metrics';
import type { Seen, SeenCounts, SeenTables } from '../domain/shift/seen';
import { isComparing, sourceOf, streamsOf, type Stream } from '../domain/shift/streams';
import type { WatchState } from '../domain/shift/watch-state';
import type { Read } from './looking';
import { seeCounts } from './see-counts';
import { seeHandler } from './see-handler';
import { seeWarnings } from './see-warnings';
import { seeTables } from './see-tables';
import type { ReleaseHands } from './watch-ports';

interface Eyes {
  readonly metrics: Metrics;
  readonly hands: Pick<ReleaseHands, 'weight' | 'indexes'>;
  readonly now: () => number;
}

/** Thrown within a look for one gate, whose metrics were refused; the others go on. */
class Refused extends Error {
  constructor(readonly refusal: MetricsRefusal) {
    super(refusal.message);
  }
}

/** All that a look sees of a shift, gate by gate: one whose metrics are refused takes nothing from the others. */
export async function seeShift(state: WatchState, { metrics, hands, now }: Eyes): Promise<Seen> {
  const at = now();
  const read = reader(metrics);
  const weight = await hands.weight();
  const counts = new Map<string, SeenCounts>();
  const tables = new Map<string, SeenTables>();
  const refused = new Map<string, MetricsRefusal>();
  for (const gate of state.plan.gates) {
    try {
      if (isComparing(gate)) {
        for (const stream of streamsOf(state.plan, gate).filter((one) => isDueStream(state, one, at))) {
          counts.set(stream.key, await seeCounts(stream, { state, at, read }));
        }
        for (const [key, seen] of await seeWarnings(gate, counts, { state, at, read })) counts.set(key, seen);
      } else if (isDue(state, state.tables[gate.name]?.seenAt, at)) {
        tables.set(gate.name, await seeTables(gate, { state, at, read, hands, refuse }));
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused.set(gate.name, error.refusal);
    }
  }
  const handler = isDue(state, state.lookedAt, at) ? await seeHandler(state, { at, metrics }) : undefined;
  return { at, weight, counts, tables, handler, refused };
}

function reader(metrics: Metrics): Read {
  return async (asked, time) => {
    if (asked.length === 0 || time.from >= time.to) return asked.map(() => new Map());
    const read = await metrics.read(asked, time);
    return 'refused' in read ? refuse(read.refused) : read.series;
  };
}

function refuse(refusal: MetricsRefusal): never {
  throw new Refused(refusal);
}

function isDueStream(state: WatchState, stream: Stream, at: number): boolean {
  const { basis, seenAt } = state.compared[stream.key] ?? {};
  return sourceOf(stream, basis) === 'handler' || isDue(state, seenAt, at);
}

/** Looks that handlers' metrics are taken by come every ten seconds; in between, nothing of whole minutes is new. */
function isDue({ plan, looks }: WatchState, seenAt: number | undefined, at: number): boolean {
  const isFirst = looks === 0 || seenAt === undefined;
  return isFirst || plan.releaseMetrics !== true || minuteOf(at) > minuteOf(seenAt);
}
