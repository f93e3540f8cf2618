import * as v from 'valibot';
import { aboveBlueSchema } from './above-blue';
import { inFlightGateFields } from './definition-fields';
import { maxShareIncreaseSchema } from './max-increase';

/** What every gate has that compares which share fails of both versions. */
export const comparedShareFields = {
  ...inFlightGateFields,
  /** How much more of what green does may fail than of what blue does. */
  maxIncrease: maxShareIncreaseSchema,
  /** From how much more on somebody is told, while traffic goes on. */
  warnAt: v.optional(maxShareIncreaseSchema),
  rule: v.optional(aboveBlueSchema),
};
