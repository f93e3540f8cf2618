import * as v from 'valibot';
import { inFlightGateFields } from '../../gate/definition-fields';

/** What a table does that was throttled: fail the release, or be noted. */
export const ON_THROTTLE = ['fail', 'note'] as const;

/** The tables are in the manifest: their names exist only once they are deployed. */
export const throttlingSchema = v.strictObject({
  ...inFlightGateFields,
  kind: v.literal('throttling'),
  onThrottle: v.picklist(ON_THROTTLE),
});

export type ThrottlingDefinition = v.InferOutput<typeof throttlingSchema>;
