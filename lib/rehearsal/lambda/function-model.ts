/** What the workload says of one invocation: how long it takes at least, and whether it fails whatever the code says. */
export interface ModelledBehaviour {
  readonly latencyMs: number;
  readonly fails: boolean;
  /** Whether it comes back with an answer which says that it failed: no error of Lambda's. Of modelled calls alone. */
  readonly failsByAnswer?: boolean;
  /** Whether its handler publishes the metrics of `releaseMetrics`. Of modelled calls alone. */
  readonly releaseMetrics?: boolean;
}

/** How one call of a function goes whose handler cannot be run here. */
export interface ModelledCall extends ModelledBehaviour {
  /** JSON text. */
  readonly payload: string;
}

/** What to do about a function that cannot be run here. */
export function modelFix(name: string): string {
  return `Only handlers for Node.js can be run: give it a model in the scenario, under \`functions: { ${name}: { model: { latencyMs: …, errorRate: …, answer: … } } }\`.`;
}
