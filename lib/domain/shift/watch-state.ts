import * as v from 'valibot';
import type { Dispersion } from '../watch/dispersion';
import type { AddedCounts } from '../watch/look';
import type { MeasureWatch } from '../watch/measure-watch';
import type { ShiftWatch } from '../watch/shift-watch';
import type { Tolerance } from '../watch/tolerance';
import type { StaggeredCapital } from '../statistics/staggered-capital';
import type { MetricsRefusal } from './metrics';
import { sourceSchema } from './sources';
import { watchPlanSchema } from './watch-plan';
import type { WeightSpan } from './weight-spans';

const arm = v.strictObject({ calls: v.number(), errors: v.number() });
const counts: v.GenericSchema<unknown, AddedCounts> = v.strictObject({ blue: arm, green: arm });
const capital: v.GenericSchema<unknown, StaggeredCapital> = v.strictObject({
  staked: v.array(v.number()),
  reserve: v.number(),
});
const seen = v.strictObject({ all: v.number(), green: v.number() });
const dispersion: v.GenericSchema<unknown, Dispersion> = v.pipe(
  v.strictObject({ sum: v.number(), freedom: v.number(), seen, pooled: seen, share: v.optional(v.number()) }),
  v.transform((one) => ({ ...one, share: one.share })),
);
const measureWatch: v.GenericSchema<unknown, MeasureWatch> = v.strictObject({
  warmUp: capital,
  main: capital,
  certification: capital,
  dispersion,
  waiting: v.optional(counts),
  minute: v.number(),
});
const shiftWatch: v.GenericSchema<unknown, ShiftWatch> = v.strictObject({
  measures: v.array(measureWatch),
  highest: v.number(),
  highestCertifying: v.array(v.number()),
});
const tolerance: v.GenericSchema<unknown, Tolerance> = v.strictObject({ factor: v.number(), extra: v.number() });
const refusal: v.GenericSchema<unknown, MetricsRefusal> = v.strictObject({
  kind: v.picklist(['denied', 'not-understood']),
  message: v.string(),
});
const span: v.GenericSchema<unknown, WeightSpan> = v.strictObject({
  from: v.number(),
  to: v.number(),
  weight: v.number(),
});

/** What is known of blue before the shift, or from its first minutes: by it a measure is made, once. */
const basisSchema = v.strictObject({
  /** Where it is from. */
  from: v.picklist(['history', 'first-minutes']),
  /** Who counts; Lambda, or the squad itself, where it is left out. */
  source: v.optional(sourceSchema),
  tolerance,
  dispersion: v.number(),
  /** Of durations: what counts as slow, and blue's percentile, in milliseconds. */
  slowAboveMs: v.optional(v.number()),
  blueMs: v.optional(v.number()),
  /** Periods from then on are bet on; milliseconds since the epoch. */
  countsFrom: v.number(),
});
export type MeasureBasis = v.InferOutput<typeof basisSchema>;

/** What is kept of one stream of a gate that compares the versions. */
const comparedSchema = v.strictObject({
  basis: v.optional(basisSchema),
  /** All that was bet on. */
  total: counts,
  /** What was bet on of the periods to which something may still be added, by their start. */
  open: v.array(v.tuple([v.number(), counts])),
  /** When the evidence was lowest, and what had been counted by then: what decides came after. */
  rise: v.strictObject({ at: v.number(), evidence: v.number(), total: counts }),
  evidence: v.number(),
  /** Of a gate that found a regression: the evidence, and what had been counted, when it did. Nothing of it changes. */
  found: v.optional(v.strictObject({ evidence: v.number(), total: counts })),
  /** Whether counts became lower after they had been bet on. */
  shrank: v.boolean(),
  /** When its metrics were read last; milliseconds since the epoch. */
  seenAt: v.number(),
  /** The most calls of green that were there at one look, whether they are bet on or not. */
  greenCalls: v.number(),
  /** Of a literal rule: how many minutes were compared, up to which, and in which it was broken. */
  rule: v.strictObject({
    compared: v.number(),
    until: v.number(),
    broken: v.optional(v.strictObject({ at: v.number(), blue: v.number(), green: v.number(), minutes: v.number() })),
  }),
});
export type ComparedGate = v.InferOutput<typeof comparedSchema>;

/** A table or an index, as DynamoDB's metrics name it. */
const tableSchema = v.strictObject({ table: v.string(), index: v.optional(v.string()) });
export type WatchedTable = v.InferOutput<typeof tableSchema>;

/** What is kept of one gate on tables. */
const tablesSchema = v.strictObject({
  /** Undefined until the tables could be described. */
  tables: v.optional(v.array(tableSchema)),
  /** Those that were throttled before traffic moved, by their text. */
  before: v.array(v.string()),
  /** Events since, by the text of the table. */
  events: v.record(v.string(), v.number()),
  /** Whole minutes that were looked at once their events would have been there. */
  minutes: v.number(),
  /** When their metrics were read last, in milliseconds since the epoch; left out until they were. */
  seenAt: v.optional(v.number()),
});
export type TablesWatch = v.InferOutput<typeof tablesSchema>;

/** What a release's watch knows: plain data, kept as one text and written anew by each look. */
export const watchStateSchema = v.strictObject({
  plan: watchPlanSchema,
  /** Counts the looks; a look that did not see the last one is of no use. */
  looks: v.number(),
  /** Milliseconds since the epoch. */
  lookedAt: v.number(),
  weights: v.array(span),
  /** By the key of the stream. */
  compared: v.record(v.string(), comparedSchema),
  tables: v.record(v.string(), tablesSchema),
  /** The evidence of the gates that count together, and of those that are only shadows. */
  enforce: shiftWatch,
  shadow: shiftWatch,
  /** Of handlers that publish: the most calls of green that its handler told of, and those that Lambda counted meanwhile. */
  handler: v.optional(v.strictObject({ published: v.number(), invoked: v.number() })),
  /** What is bet on each lower limit that is decided by evidence, by the key of the stream. */
  warnings: v.optional(v.record(v.string(), measureWatch), {}),
  /** Which gates' metrics could not be read at the last look, and why. */
  refused: v.record(v.string(), refusal),
  /** Which gates found a regression, and when. */
  regressed: v.record(v.string(), v.number()),
  /** Which gates found that green is past their lower limit, and when. */
  warned: v.optional(v.record(v.string(), v.number()), {}),
  /** Once the last look was taken: when the watch itself had looked last, which is left out where it never did. */
  last: v.optional(v.strictObject({ watchedUntil: v.optional(v.number()) })),
});
export type WatchState = v.InferOutput<typeof watchStateSchema>;

/** A state as the ledger keeps it: as JSON text. */
export const watchStateTextSchema = v.pipe(v.string(), v.parseJson(), watchStateSchema);
