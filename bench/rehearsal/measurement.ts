/** What one case took. */
export interface Measurement {
  /** Wall time of the rehearsal, process start and synth not counted. */
  readonly seconds: number;
  readonly virtualMinutes: number;
  /** The most memory that the process held. */
  readonly megabytes: number;
  /** Releases that went through. */
  readonly released: number;
}
