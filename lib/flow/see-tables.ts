import { NO_TABLES, THROTTLED_BEFORE_MS } from '../domain/shift/tables-look';
import { OPEN_MS } from '../domain/shift/look-times';
import { MINUTE_MS, minuteOf, type MetricsRefusal, type MetricTime, type Series } from '../domain/shift/metrics';
import type { SeenTables } from '../domain/shift/seen';
import type { WatchedGate } from '../domain/shift/watch-plan';
import type { WatchedTable } from '../domain/shift/watch-state';
import type { Looking, Read } from './looking';
import type { ReleaseHands } from './watch-ports';

interface LookingAtTables extends Looking {
  readonly hands: Pick<ReleaseHands, 'indexes'>;
  readonly refuse: (refusal: MetricsRefusal) => never;
}

/** The throttle events of a gate's tables and of their indexes: since traffic began to move, and, once, before. */
export async function seeTables(gate: WatchedGate, looking: LookingAtTables): Promise<SeenTables> {
  const { state, at, read } = looking;
  const { plan } = state;
  const { tables: known, seenAt = plan.began } = state.tables[gate.name] ?? NO_TABLES;
  const tables = known ?? (await describe(gate.tables ?? [], looking));
  const began = minuteOf(plan.began);
  const time = {
    from: Math.max(began, minuteOf(seenAt - OPEN_MS)),
    to: minuteOf(at) + MINUTE_MS,
    periodSeconds: 60,
  };
  const events = await eventsOf(tables, read, time);
  if (known && at - plan.began > THROTTLED_BEFORE_MS) return { tables, events };
  // What happened just before may be published just after.
  const before = await eventsOf(tables, read, { from: began - THROTTLED_BEFORE_MS, to: began, periodSeconds: 60 });
  return { tables, events, before };
}

async function describe(
  names: readonly string[],
  { hands, refuse }: LookingAtTables,
): Promise<readonly WatchedTable[]> {
  const tables: WatchedTable[] = [];
  for (const table of names) {
    const indexes = await hands.indexes(table);
    if ('refused' in indexes) return refuse(indexes.refused);
    tables.push({ table }, ...indexes.names.map((index) => ({ table, index })));
  }
  return tables;
}

/** Reads and writes that were throttled, together, by minute (Amazon DynamoDB Developer Guide, "DynamoDB metrics"). */
export async function eventsOf(
  tables: readonly WatchedTable[],
  read: Read,
  time: MetricTime,
): Promise<readonly Series[]> {
  const asked = tables.flatMap((table) =>
    ['ReadThrottleEvents', 'WriteThrottleEvents'].map((name) => ({
      metric: { namespace: 'AWS/DynamoDB', name, dimensions: dimensionsOf(table) },
      statistic: 'Sum',
    })),
  );
  const series = await read(asked, time);
  return tables.map((_, index) => together(series[2 * index], series[2 * index + 1]));
}

function dimensionsOf({ table, index }: WatchedTable): Record<string, string> {
  return { TableName: table, ...(index === undefined ? {} : { GlobalSecondaryIndexName: index }) };
}

function together(reads: Series = new Map(), writes: Series = new Map()): Series {
  const minutes = new Set([...reads.keys(), ...writes.keys()]);
  return new Map([...minutes].map((minute) => [minute, (reads.get(minute) ?? 0) + (writes.get(minute) ?? 0)]));
}
