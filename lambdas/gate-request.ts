import * as v from 'valibot';

const text = v.pipe(v.string(), v.nonEmpty());

/** What a gate run asks a gate by. */
export const gateRequestSchema = v.strictObject({
  name: text,
  release: v.strictObject({ id: text, functionName: text, blue: v.optional(text), green: text }),
  gateFile: v.strictObject({ bucket: text, key: text }),
  releaseRoleArn: text,
  /** The squad's own function, where that is what is asked, or what judges. */
  functionArn: v.optional(text),
});
