/** How traffic moves to the new version. Percentages are whole percent, intervals minutes. */
export type TrafficRouting =
  | { readonly kind: 'all-at-once' }
  | { readonly kind: 'canary'; readonly percentage: number; readonly intervalMinutes: number }
  | { readonly kind: 'linear'; readonly percentage: number; readonly intervalMinutes: number };

/** One step of a shift: from that moment on, the new version has that share. */
export interface ShiftStep {
  /** Milliseconds after the shift starts. */
  readonly afterMs: number;
  /** 0 to 1. */
  readonly weight: number;
}

const MINUTE_MS = 60_000;

/**
 * The steps of a shift. A linear shift moves at the start of each increment, so its last step is one interval sooner
 * than interval × steps; whether CodeDeploy waits once more after it is not settled by its documentation.
 */
export function shiftSteps(routing: TrafficRouting): readonly ShiftStep[] {
  switch (routing.kind) {
    case 'all-at-once':
      return [{ afterMs: 0, weight: 1 }];
    case 'canary':
      return [
        { afterMs: 0, weight: routing.percentage / 100 },
        { afterMs: routing.intervalMinutes * MINUTE_MS, weight: 1 },
      ];
    case 'linear':
      return Array.from({ length: Math.ceil(100 / routing.percentage) }, (_, step) => ({
        afterMs: step * routing.intervalMinutes * MINUTE_MS,
        weight: Math.min(100, (step + 1) * routing.percentage) / 100,
      }));
  }
}

/** CodeDeploy's own configurations for Lambda (CodeDeploy User Guide, "Deployment configurations on AWS Lambda"). */
export const BUILT_IN_CONFIGURATIONS: ReadonlyMap<string, TrafficRouting> = new Map<string, TrafficRouting>([
  ['CodeDeployDefault.LambdaAllAtOnce', { kind: 'all-at-once' }],
  ...[5, 10, 15, 30].map((minutes): [string, TrafficRouting] => [
    `CodeDeployDefault.LambdaCanary10Percent${minutes}Minutes`,
    { kind: 'canary', percentage: 10, intervalMinutes: minutes },
  ]),
  ...[1, 2, 3, 10].map((minutes): [string, TrafficRouting] => [
    `CodeDeployDefault.LambdaLinear10PercentEvery${minutes}Minute${minutes === 1 ? '' : 's'}`,
    { kind: 'linear', percentage: 10, intervalMinutes: minutes },
  ]),
]);
