import type { CountedMinutes } from './counted-minutes';
import type { MetricsRefusal, Series } from './metrics';
import type { MeasureBasis, WatchedTable } from './watch-state';

/** What a look saw of a stream of a gate that compares the versions. */
export interface SeenCounts {
  /** Where it was not known yet: by what the gate's measure is made. */
  readonly basis?: MeasureBasis | undefined;
  /** The periods to which something may have been added. */
  readonly minutes: CountedMinutes;
  /** Green's calls in them, where nobody knows yet how to compare them too. */
  readonly greenCalls: number;
  /** For a literal rule: the values that it compares, by minute. */
  readonly values?: { readonly blue: Series; readonly green: Series } | undefined;
}

/** What a look saw of the tables of a gate. */
export interface SeenTables {
  readonly tables: readonly WatchedTable[];
  /** Throttle events by minute, reads and writes together, in the order of the tables. */
  readonly events: readonly Series[];
  /** Likewise before traffic began to move, where this look asked for it. */
  readonly before?: readonly Series[] | undefined;
}

/** What a look saw. Times are milliseconds since the epoch. */
export interface Seen {
  readonly at: number;
  /** Green's weight in the alias then, 0 to 1; undefined where nobody knows. */
  readonly weight: number | undefined;
  /** By the key of the stream; those that were not due are left out. */
  readonly counts: ReadonlyMap<string, SeenCounts>;
  readonly tables: ReadonlyMap<string, SeenTables>;
  /** Calls of green that its handler told of, and those that Lambda counted, where this look asked for it. */
  readonly handler?: { readonly published: number; readonly invoked: number } | undefined;
  /** The gates whose metrics, or tables, could not be read. */
  readonly refused: ReadonlyMap<string, MetricsRefusal>;
}
