/** The phases in which CodeDeploy calls a hook and waits for its answer: at 0 % and at 100 % of the traffic. */
export const HOOK_PHASES = ['before-traffic', 'after-traffic'] as const;
export type HookPhase = (typeof HOOK_PHASES)[number];

/** While traffic shifts: CodeDeploy waits for nobody, and can only be stopped. */
export const IN_FLIGHT = 'in-flight';

/** When in a release a gate is asked, in their order. */
export const PHASES = ['before-traffic', IN_FLIGHT, 'after-traffic'] as const;
export type Phase = (typeof PHASES)[number];
