import * as v from 'valibot';
import { MOST_BAKE_MINUTES } from '../gate/bake';
import { aboveBlueSchema } from '../gate/above-blue';
import { MODES, ON_INCONCLUSIVE } from '../gate/gate-settings';
import { maxDurationIncreaseSchema, maxShareIncreaseSchema, type MaxShareIncrease } from '../gate/max-increase';
import type { Watched } from '../gate/watched';
import type { Tolerance } from '../watch/tolerance';
import { WATCH_PARAMETERS } from '../watch/watch-parameters';
import { ownCountsSchema } from './metrics';

const watchedSchema = v.variant('watches', [
  v.strictObject({
    watches: v.picklist(['errors', 'own-counts']),
    maxIncrease: maxShareIncreaseSchema,
    warnAt: v.optional(maxShareIncreaseSchema),
    rule: v.optional(aboveBlueSchema),
  }),
  v.strictObject({
    watches: v.literal('durations'),
    percentile: v.number(),
    maxIncrease: maxDurationIncreaseSchema,
    warnAt: v.optional(maxDurationIncreaseSchema),
    rule: v.optional(aboveBlueSchema),
  }),
  v.strictObject({ watches: v.literal('tables'), onThrottle: v.picklist(['fail', 'note']) }),
]) satisfies v.GenericSchema<unknown, Watched>;

const watchedGateSchema = v.strictObject({
  name: v.string(),
  mode: v.picklist(MODES),
  onInconclusive: v.picklist(ON_INCONCLUSIVE),
  watched: watchedSchema,
  /** Of a gate on tables: their names. */
  tables: v.optional(v.array(v.string())),
  /** Of a gate on counts of the squad's own. */
  counts: v.optional(ownCountsSchema),
});

/** A gate of the watch, with all that it goes by. */
export type WatchedGate = v.InferOutput<typeof watchedGateSchema>;

/** What a watch goes by, as it stood when it began. Times are milliseconds since the epoch. */
export const watchPlanSchema = v.strictObject({
  functionName: v.string(),
  aliasName: v.string(),
  blue: v.string(),
  green: v.string(),
  /** When traffic began to move. */
  began: v.number(),
  /** How long it is to move, in minutes. */
  windowMinutes: v.number(),
  /** How many calls green was to get by then, as the squad expects; left out where it does not say. */
  expectedGreenCalls: v.optional(v.number()),
  /**
   * So long after its start a call is counted at the earliest, in whole seconds: the longer of the versions' timeouts where
   * they differ. Else calls of one version that run into it would be missing among those of the other: errors that began
   * at the same time would look as if only one version had them.
   */
  holdBackSeconds: v.number(),
  /** Whether handlers publish metrics of their own, by `releaseMetrics`. */
  releaseMetrics: v.optional(v.boolean()),
  gates: v.array(watchedGateSchema),
});
export type ShiftPlan = v.InferOutput<typeof watchPlanSchema>;

/** The part of it that is said in the manifest. */
export const manifestWatchSchema = v.strictObject({
  /** How long traffic is to move, in minutes. */
  windowMinutes: v.pipe(v.number(), v.minValue(0)),
  /** How long the last look waits for metrics, in whole seconds. */
  settleSeconds: v.pipe(v.number(), v.integer(), v.minValue(0)),
  expectedGreenCalls: v.optional(v.pipe(v.number(), v.minValue(0))),
  /** How long green is looked at once it has all traffic, in whole minutes; left out where it is not. */
  bakeMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_BAKE_MINUTES))),
  /** Whether the handler publishes metrics of its own, by `releaseMetrics`. */
  releaseMetrics: v.optional(v.boolean()),
});
export type ManifestWatch = v.InferOutput<typeof manifestWatchSchema>;

/** The share of failing calls that green may have beside blue's. */
export function shareTolerance(increase: MaxShareIncrease): Tolerance {
  // Of a blue that never fails, a multiple is nothing: one error of green would be one too many.
  const { extra } = WATCH_PARAMETERS.tolerance;
  switch (increase.kind) {
    case 'points':
      return { factor: 1, extra: increase.points / 100 };
    case 'factor':
      return { factor: increase.factor, extra };
    case 'percent':
      return { factor: 1 + increase.percent / 100, extra };
  }
}
