import type { MetricsRefusal, Series } from '../shift/metrics';
import type { Stream } from '../shift/streams';
import type { WatchedGate } from '../shift/watch-plan';
import type { MeasureBasis } from '../shift/watch-state';
import type { BakedMinute } from './bake-bets';
import type { BlueBaseline } from './blue-baseline';

/** A stream that evidence decides: what blue was like while it served beside green, and green's minutes at 100 %. */
export interface BakedStream {
  readonly stream: Stream;
  readonly basis: MeasureBasis;
  readonly blue: BlueBaseline;
  readonly green: readonly BakedMinute[];
}

/** A stream of a rule in the squad's own words: what blue's minutes were at in the middle, and what green's are, in its unit. */
export interface BakedRule {
  readonly stream: Stream;
  /** Undefined where blue had no calls. */
  readonly blue: number | undefined;
  readonly green: Series;
}

/** The tables of a gate: those that were throttled at 100 % and not before the release, and how many minutes were looked at. */
export interface BakedTables {
  readonly gate: WatchedGate;
  readonly names: readonly string[];
  readonly throttled: readonly (readonly [table: string, events: number])[];
  /** Whole minutes whose events would have been there. */
  readonly minutes: number;
}

/** All that a look at a bake sees. */
export interface Baked {
  readonly streams: readonly BakedStream[];
  readonly rules: readonly BakedRule[];
  readonly tables: readonly BakedTables[];
  /** The gates whose metrics could not be read, by their names. */
  readonly refused: ReadonlyMap<string, MetricsRefusal>;
}
