import * as v from 'valibot';
import { concurrency, hookGateFields, wholeNumber, withinSeconds } from '../../gate/definition-fields';
import { suiteSchema } from '../../suite/suite';

export const integrationSchema = v.strictObject({
  ...hookGateFields,
  kind: v.literal('integration'),
  suite: suiteSchema,
  /** Conversations at a time. */
  concurrency,
  /** The time that they may take together. */
  withinSeconds,
  /** Only the conversations with one of these tags are held; all of them where none is named. */
  tags: v.optional(v.pipe(v.array(v.string()), v.minLength(1, 'must name a tag, or be left out'))),
  /** A conversation that does not hold is held again so often. */
  retries: v.optional(wholeNumber(0, 5)),
});

export type IntegrationDefinition = v.InferOutput<typeof integrationSchema>;
