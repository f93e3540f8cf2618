import * as v from 'valibot';
import { hookGateFields, milliseconds, wholeNumber } from '../../gate/definition-fields';
import { expectationsSchema } from '../../suite/suite';
import { httpRequestSchema } from '../../suite/http-request';

export const healthSchema = v.strictObject({
  ...hookGateFields,
  kind: v.literal('health'),
  probe: v.variant('kind', [
    v.strictObject({
      kind: v.literal('http'),
      request: httpRequestSchema,
      status: v.number(),
      /** What the answer must be beside its status, by path. */
      expect: v.optional(expectationsSchema),
    }),
    v.strictObject({
      kind: v.literal('event'),
      event: v.unknown(),
      /** What the answer must be, by path. */
      expect: v.optional(expectationsSchema),
    }),
  ]),
  /** This many probes, one after the other, must all pass … */
  passes: wholeNumber(1, 100),
  /** … within this time … */
  withinSeconds: v.pipe(v.number(), v.gtValue(0), v.maxValue(600)),
  /** … and each within this one. */
  maxLatencyMs: v.optional(milliseconds),
});

export type HealthDefinition = v.InferOutput<typeof healthSchema>;
