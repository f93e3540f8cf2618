import * as v from 'valibot';

const text = v.pipe(v.string(), v.nonEmpty());

/** A first release, as its gate run carries it. */
export const firstReleaseSchema = v.strictObject({
  id: text,
  functionName: text,
  aliasName: text,
  green: text,
  deploymentGroup: text,
  openedAt: v.number(),
});
