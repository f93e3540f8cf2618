/** A trouble that hits both versions. */
export interface Incident {
  /** Milliseconds from the start of the deployment. */
  readonly at: number;
  /** Milliseconds. */
  readonly for: number;
  /** The share of calls that fail, 0 to 1. */
  readonly errorRate: number;
}
