import * as v from 'valibot';
import { aboveBlueSchema } from '../../gate/above-blue';
import { inFlightGateFields } from '../../gate/definition-fields';
import { maxDurationIncreaseSchema } from '../../gate/max-increase';

export const latencySchema = v.strictObject({
  ...inFlightGateFields,
  kind: v.literal('latency'),
  /** Which percentile of the durations is compared. */
  percentile: v.pipe(v.number(), v.minValue(1), v.maxValue(99.9)),
  /** How much longer green's calls may take at it than blue's. */
  maxIncrease: maxDurationIncreaseSchema,
  /** From how much longer on somebody is told, while traffic goes on. */
  warnAt: v.optional(maxDurationIncreaseSchema),
  rule: v.optional(aboveBlueSchema),
});

export type LatencyDefinition = v.InferOutput<typeof latencySchema>;
