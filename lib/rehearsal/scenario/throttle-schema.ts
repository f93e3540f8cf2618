import * as v from 'valibot';
import { throttledKinds, type Throttle } from '../dynamodb/throttling/throttle';
import { durationSchema, signedDurationSchema } from './duration';

/** When which table, or which of its indexes, is throttled. */
export const throttleSchema = v.pipe(
  v.strictObject({
    table: v.string(),
    index: v.optional(v.string()),
    at: signedDurationSchema,
    for: durationSchema,
    reads: v.optional(v.boolean()),
    writes: v.optional(v.boolean()),
  }),
  v.check((given) => throttledKinds(given).length > 0, 'must throttle reads or writes, not neither'),
) satisfies v.GenericSchema<unknown, Throttle>;
