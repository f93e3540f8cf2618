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

/** How the remainder and the end of a linear shift are played; neither is settled by AWS's documentation. */
export interface LinearChoices {
  /** Whether a linear shift waits one more interval after its last step. */
  readonly linearTrailingWait: boolean;
  /** What becomes of the last percent where the increments do not add up to 100: a smaller step, or part of the last one. */
  readonly linearRemainder: 'own-step' | 'with-last-step';
}

/** A shift, step by step. */
export interface Shift {
  readonly steps: readonly ShiftStep[];
  /** From its start to its end, which is its last step or an interval later. */
  readonly durationMs: number;
}

/**
 * The course of a shift. A linear shift moves at the start of each increment (CodeDeploy API Reference,
 * TimeBasedLinear), so its last step is one interval sooner than interval × steps.
 */
export function shiftOf(routing: TrafficRouting, choices: LinearChoices): Shift {
  const steps = shiftSteps(routing, choices);
  const lastStepMs = Math.max(...steps.map(({ afterMs }) => afterMs));
  const waits = routing.kind === 'linear' && choices.linearTrailingWait;
  return { steps, durationMs: lastStepMs + (waits ? routing.intervalMinutes * MINUTE_MS : 0) };
}

function shiftSteps(routing: TrafficRouting, { linearRemainder }: LinearChoices): readonly ShiftStep[] {
  switch (routing.kind) {
    case 'all-at-once':
      return [{ afterMs: 0, weight: 1 }];
    case 'canary':
      return [
        { afterMs: 0, weight: routing.percentage / 100 },
        { afterMs: routing.intervalMinutes * MINUTE_MS, weight: 1 },
      ];
    case 'linear': {
      const whole = 100 / routing.percentage;
      const count = Math.max(1, linearRemainder === 'own-step' ? Math.ceil(whole) : Math.floor(whole));
      return Array.from({ length: count }, (_, step) => ({
        afterMs: step * routing.intervalMinutes * MINUTE_MS,
        weight: step === count - 1 ? 1 : ((step + 1) * routing.percentage) / 100,
      }));
    }
  }
}

/** The configuration that moves everything in one step. */
export const ALL_AT_ONCE = 'CodeDeployDefault.LambdaAllAtOnce';

/** CodeDeploy's own configurations for Lambda (CodeDeploy User Guide, "Deployment configurations on AWS Lambda"). */
export const BUILT_IN_CONFIGURATIONS: ReadonlyMap<string, TrafficRouting> = new Map<string, TrafficRouting>([
  [ALL_AT_ONCE, { kind: 'all-at-once' }],
  ...[5, 10, 15, 30].map((minutes): [string, TrafficRouting] => [
    `CodeDeployDefault.LambdaCanary10Percent${minutes}Minutes`,
    { kind: 'canary', percentage: 10, intervalMinutes: minutes },
  ]),
  ...[1, 2, 3, 10].map((minutes): [string, TrafficRouting] => [
    `CodeDeployDefault.LambdaLinear10PercentEvery${minutes}Minute${minutes === 1 ? '' : 's'}`,
    { kind: 'linear', percentage: 10, intervalMinutes: minutes },
  ]),
]);

/** CodeDeploy User Guide, "CodeDeploy quotas": one increment moves at most 99 %, and a shift takes at most 48 hours. */
const MOST_PERCENT = 99;
const LONGEST_SHIFT_MS = 2880 * MINUTE_MS;

/** Whether CodeDeploy takes a configuration of this kind. */
export function isPossible(routing: TrafficRouting): boolean {
  if (routing.kind === 'all-at-once') return true;
  const { percentage, intervalMinutes } = routing;
  if (!Number.isInteger(percentage) || !Number.isInteger(intervalMinutes)) return false;
  if (percentage < 1 || percentage > MOST_PERCENT || intervalMinutes < 1) return false;
  const { steps } = shiftOf(routing, { linearRemainder: 'own-step', linearTrailingWait: false });
  return (steps.at(-1)?.afterMs ?? 0) <= LONGEST_SHIFT_MS;
}
