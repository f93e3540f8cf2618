import { armSeries, armStatistics, ruleValues } from '../domain/shift/arm-statistics';
import { blueBaseline } from '../domain/bake/blue-baseline';
import type { Baked, BakedRule, BakedStream, BakedTables } from '../domain/bake/baked';
import type { BakeSpan } from '../domain/bake/bake-times';
import { PUBLICATION_DELAY_MS } from '../domain/shift/look-times';
import { MINUTE_MS, minuteOf, totalOf, type MetricsRefusal, type Series } from '../domain/shift/metrics';
import { isPublished } from '../domain/shift/sources';
import { isComparing, streamsOf, type Stream } from '../domain/shift/streams';
import { NO_TABLES, tableText } from '../domain/shift/tables-look';
import type { WatchedGate } from '../domain/shift/watch-plan';
import type { WatchState } from '../domain/shift/watch-state';
import type { Read } from './looking';
import { eventsOf } from './see-tables';

interface Eyes {
  /** What the watch knew after its last look. */
  readonly state: WatchState;
  readonly span: BakeSpan;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Reads metrics; throws a `RefusedMetrics` where they are refused. */
  readonly read: Read;
}

/** Thrown within a look for one gate, whose metrics were refused; the others go on. */
export class RefusedMetrics extends Error {
  constructor(readonly refusal: MetricsRefusal) {
    super(refusal.message);
  }
}

/**
 * All that a look at a bake sees: what blue was like while traffic moved, minute by minute, and green's whole minutes since. It
 * is read anew each time, so that nothing has to be kept from look to look, and a look that is taken twice says the same.
 */
export async function seeBake(eyes: Eyes): Promise<Baked> {
  const { plan } = eyes.state;
  const streams: BakedStream[] = [];
  const rules: BakedRule[] = [];
  const tables: BakedTables[] = [];
  const refused = new Map<string, MetricsRefusal>();
  for (const gate of plan.gates) {
    try {
      if (isComparing(gate)) {
        for (const stream of streamsOf(plan, gate)) {
          const seen = await seeStream(stream, eyes);
          if (seen && 'basis' in seen) streams.push(seen);
          else if (seen) rules.push(seen);
        }
      } else tables.push(await seeTablesOf(gate, eyes));
    } catch (error) {
      if (!(error instanceof RefusedMetrics)) throw error;
      refused.set(gate.name, error.refusal);
    }
  }
  const isRefused = ({ stream }: { readonly stream: Stream }) => refused.has(stream.gate.name);
  return {
    streams: streams.filter((one) => !isRefused(one)),
    rules: rules.filter((one) => !isRefused(one)),
    ...{ tables, refused },
  };
}

/** By minutes, whoever counts: nobody waits for ten seconds here. Undefined where the watch never knew by what to compare. */
async function seeStream(
  stream: Stream,
  { state, span, at, read }: Eyes,
): Promise<BakedStream | BakedRule | undefined> {
  const { plan, compared } = state;
  const { gate, key } = stream;
  const { basis } = compared[key] ?? {};
  const [ofBlue, ofGreen] = [plan.blue, plan.green].map((version) => armStatistics(plan, stream, version, basis));
  if (!ofBlue || !ofGreen || (!gate.watched.rule && !basis)) return undefined;
  const shift = { from: minuteOf(plan.began), to: span.from, periodSeconds: 60 };
  const bake = { from: span.from, to: Math.min(span.to, minuteOf(at) + MINUTE_MS), periodSeconds: 60 };
  const [blueCalls = NONE, blueAgainst = NONE] = await read(ofBlue, shift);
  const [greenCalls = NONE, greenAgainst = NONE] = await read(ofGreen, bake);
  // What either version is given up after differs: until then slow calls are missing.
  const isThere = (minute: number) => isPublished(minute, at - plan.holdBackSeconds * 1000);
  if (gate.watched.rule) {
    const green = within(ruleValues(gate, [greenCalls, greenAgainst]), isThere);
    return { stream, blue: usual(blueCalls, ruleValues(gate, [blueCalls, blueAgainst])), green };
  }
  if (!basis) return undefined;
  const known = (minute: number) => minute >= basis.countsFrom;
  const blue = armSeries(gate, [within(blueCalls, known), blueAgainst]);
  const green = armSeries(gate, [within(greenCalls, isThere), greenAgainst]);
  return {
    ...{ stream, basis },
    blue: blueBaseline(blue, basis.dispersion),
    green: [...green.calls]
      .sort(([a], [b]) => a - b)
      .filter(([, calls]) => calls > 0)
      .map(([minute, calls]) => ({
        ...{ calls, errors: green.errors.get(minute) ?? 0 },
        warmUp: minute === span.from,
      })),
  };
}

const NONE: Series = new Map();

function within(series: Series, isWanted: (minute: number) => boolean): Series {
  return new Map([...series].filter(([minute]) => isWanted(minute)));
}

/** The mean of what a version was at by minutes, each by its calls; undefined without calls. */
function usual(calls: Series, values: Series): number | undefined {
  const all = [...values].reduce((sum, [minute]) => sum + (calls.get(minute) ?? 0), 0);
  if (all === 0) return undefined;
  return [...values].reduce((sum, [minute, value]) => sum + (value * (calls.get(minute) ?? 0)) / all, 0);
}

/** Throttling carries no version: what begins once green has all traffic counts, but of tables that were throttled before the release. */
async function seeTablesOf(gate: WatchedGate, { state, span, at, read }: Eyes): Promise<BakedTables> {
  const { tables = [], before } = state.tables[gate.name] ?? NO_TABLES;
  const to = Math.min(span.to, minuteOf(at) + MINUTE_MS);
  const events = await eventsOf(tables, read, { from: span.from, to, periodSeconds: 60 });
  const published = Math.floor((at - PUBLICATION_DELAY_MS - span.from) / MINUTE_MS);
  return {
    gate,
    names: tables.map(tableText),
    throttled: tables
      .map((table, index): [string, number] => [tableText(table), totalOf(events[index])])
      .filter(([table, count]) => count > 0 && !before.includes(table)),
    minutes: Math.max(0, Math.min((span.to - span.from) / MINUTE_MS, published)),
  };
}
