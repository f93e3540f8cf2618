import * as v from 'valibot';
import { comparedShareFields } from '../../gate/compared-share-fields';

/** What fails are invocations. */
export const errorRateSchema = v.strictObject({ ...comparedShareFields, kind: v.literal('error-rate') });

export type ErrorRateDefinition = v.InferOutput<typeof errorRateSchema>;
