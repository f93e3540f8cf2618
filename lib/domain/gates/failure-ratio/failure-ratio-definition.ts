import * as v from 'valibot';
import { comparedShareFields } from '../../gate/compared-share-fields';

/** The metrics are in the manifest: names in their dimensions may exist only once they are deployed. */
export const failureRatioSchema = v.strictObject({ ...comparedShareFields, kind: v.literal('failure-ratio') });

export type FailureRatioDefinition = v.InferOutput<typeof failureRatioSchema>;
