import * as v from 'valibot';
import { concurrency, harmlessSuite, hookGateFields, withinSeconds } from '../../gate/definition-fields';

export const contractSchema = v.strictObject({
  ...hookGateFields,
  kind: v.literal('contract'),
  suite: harmlessSuite,
  concurrency,
  withinSeconds,
  /** What green may have that blue has not. */
  allow: v.picklist(['additions', 'nothing']),
});

export type ContractDefinition = v.InferOutput<typeof contractSchema>;
