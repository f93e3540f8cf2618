import * as v from 'valibot';

/** What was measured for a gate. */
export interface Evidence {
  /** Where the figures come from, such as `probes of the green version`. */
  readonly source: string;
  /** How many observations they rest on. */
  readonly sampleSize: number;
  /** How long the measurement took, in milliseconds. */
  readonly windowMs: number;
  /** The figures themselves, by name with the unit in it. */
  readonly figures: Readonly<Record<string, number>>;
}

export const evidenceSchema = v.strictObject({
  source: v.string(),
  sampleSize: v.number(),
  windowMs: v.number(),
  // A list would be read as a record without entries.
  figures: v.pipe(
    v.custom<object>((value) => !Array.isArray(value), 'must be figures by their names'),
    v.record(v.string(), v.number()),
  ),
}) satisfies v.GenericSchema<unknown, Evidence>;
