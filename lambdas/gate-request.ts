import * as v from 'valibot';
import { gateFileObjectSchema } from '../lib/domain/release/manifest';

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
});
