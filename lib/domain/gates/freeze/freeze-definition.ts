import * as v from 'valibot';
import { freezeEntries } from '../../calendar/freeze';
import { hookGateFields } from '../../gate/definition-fields';

/** Calendars of the platform, and hours of the squad's own, outside of which nothing is released. */
export const freezeGateSchema = v.strictObject({
  name: hookGateFields.name,
  phase: v.literal('before-traffic'),
  kind: v.literal('freeze'),
  ...freezeEntries,
});

export type FreezeDefinition = v.InferOutput<typeof freezeGateSchema>;
