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
