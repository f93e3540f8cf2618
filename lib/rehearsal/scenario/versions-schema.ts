import * as v from 'valibot';
import { durationSchema } from './duration';
import type { SaidColdStart, SaidRetries, Versions } from './versions';

export const rate = v.pipe(v.number(), v.minValue(0, 'must be 0 to 1'), v.maxValue(1, 'must be 0 to 1'));
const milliseconds = v.pipe(v.number(), v.minValue(0, 'must not be negative'));

export const latencySchema = v.pipe(
  v.strictObject({ p50: milliseconds, p90: milliseconds, p99: milliseconds }),
  v.check(({ p50, p90, p99 }) => p50 <= p90 && p90 <= p99, 'must rise: p50 ≤ p90 ≤ p99'),
);

const MOST_RETRIES = 10;
const perFailure = `must be a whole number from 0 to ${MOST_RETRIES}`;

/** Customers whose call failed try again, each after a pause of up to two seconds, until a call succeeds. */
const retriesSchema = v.strictObject({
  /** How often each tries again at most. */
  perFailure: v.pipe(
    v.number(),
    v.integer(perFailure),
    v.minValue(0, perFailure),
    v.maxValue(MOST_RETRIES, perFailure),
  ),
  /** The chance that a retry fails, whatever version it comes to; 1 where it is left out. Of modelled calls alone. */
  failsAgain: v.optional(rate),
  /** Retries come to the version that failed, and are not routed by the alias's weights. Of modelled calls alone. */
  sameVersion: v.optional(v.boolean()),
}) satisfies v.GenericSchema<unknown, SaidRetries>;

const slowSchema = v.strictObject({ share: rate, byMs: milliseconds });

/** How green's first calls go, counted from the first customer's. What is not said is as later. */
const coldStartSchema = v.pipe(
  v.strictObject({ for: durationSchema, errorRate: v.optional(rate), slow: v.optional(slowSchema) }),
  v.check(
    ({ errorRate, slow }) => errorRate !== undefined || slow !== undefined,
    'must say beside `for` what holds for so long: `errorRate` or `slow`',
  ),
) satisfies v.GenericSchema<unknown, SaidColdStart>;

/** How the customers' calls of a version go. What is not said of green is as blue. */
const behaviour = {
  /** The share of calls that fail whatever the code says, 0 to 1. */
  errorRate: v.optional(rate),
  latencyMs: v.optional(latencySchema),
  /** A slow tail: that share of calls takes so much longer. */
  slow: v.optional(slowSchema),
  /** For each minute since the start of the deployment, or since `from`, each call takes so much longer. */
  latencyGrowthMsPerMinute: v.optional(milliseconds),
  /** What customers do whose call of this version failed. */
  retries: v.optional(retriesSchema),
  /** The share of calls whose answer says that they failed, and in which Lambda sees no error. Of modelled calls alone. */
  failedAnswerRate: v.optional(rate),
  /** Whether its handler publishes the metrics of `releaseMetrics`. Of modelled calls alone. */
  releaseMetrics: v.optional(v.boolean()),
};

const greenSchema = v.pipe(
  v.strictObject({
    ...behaviour,
    /** From when on the rest holds, counted from the start of the deployment as `incidents` are. Before, green is as blue. */
    from: v.optional(durationSchema),
    /** Its first calls go otherwise, while its execution environments are new. */
    coldStart: v.optional(coldStartSchema),
  }),
  v.check(
    ({ from, ...said }) => from === undefined || Object.keys(said).length > 0,
    'must say beside `from` what holds from then on, such as `errorRate`',
  ),
);

export const versionsSchema = v.strictObject({
  blue: v.optional(v.strictObject(behaviour)),
  green: v.optional(greenSchema),
}) satisfies v.GenericSchema<unknown, Versions>;
