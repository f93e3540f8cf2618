import * as v from 'valibot';
import { gateFileObjectSchema } from '../lib/domain/release/manifest';

/** For a run that began before gates were counted: more than a manifest has room for. */
const MOST_GATES = 50;

const text = v.pipe(v.string(), v.nonEmpty());

/** What a gate run asks a gate by. */
export const gateRequestSchema = v.strictObject({
  name: text,
  release: v.strictObject({
    id: text,
    functionName: text,
    deploymentGroup: text,
    blue: v.optional(text),
    green: text,
  }),
  gateFile: gateFileObjectSchema,
  releaseRoleArn: text,
  /** The squad's own function, where that is what is asked, or what judges. */
  functionArn: v.optional(text),
  /** How many gates its phase asks: they share what Step Functions carries. */
  gates: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), MOST_GATES),
});
