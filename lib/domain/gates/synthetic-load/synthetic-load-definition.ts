import * as v from 'valibot';
import {
  concurrency,
  harmlessSuite,
  hookGateFields,
  milliseconds,
  wholeNumber,
  withinSeconds,
} from '../../gate/definition-fields';
import { httpRequestSchema } from '../../suite/http-request';

export const syntheticLoadSchema = v.strictObject({
  ...hookGateFields,
  kind: v.literal('synthetic-load'),
  load: v.variant('kind', [
    v.strictObject({ kind: v.literal('suite'), suite: harmlessSuite }),
    v.strictObject({
      kind: v.literal('request'),
      request: v.pipe(
        httpRequestSchema,
        v.check(
          ({ method = 'GET' }) => ['GET', 'HEAD', 'OPTIONS'].includes(method),
          'must be of the method GET, HEAD or OPTIONS, which change nothing; use a suite for any other',
        ),
      ),
    }),
  ]),
  /** Calls to make. */
  requests: wholeNumber(1, 10_000),
  /** Calls, or conversations, at a time. */
  concurrency,
  withinSeconds,
  /** Of the calls, in percent. */
  maxErrorRatePercent: v.pipe(v.number(), v.minValue(0), v.ltValue(100)),
  /** Of the 99th percentile. */
  maxLatencyMs: v.optional(milliseconds),
});

export type SyntheticLoadDefinition = v.InferOutput<typeof syntheticLoadSchema>;
