import type { StackParameters } from './cloudformation/given-parameters';
import type { Fault } from './faults/fault';
import type { Command } from './run-command';
import type { Assumptions } from './scenario/assumptions';
import type { TrafficRequest, Versions } from './scenario/scenario';
import type { ModelledFunctions } from './workload/modelled-functions';
import type { Way } from './workload/front-door';
import type { Incident } from './workload/incident';

/** One thing to do in a rehearsal. */
export type RehearsalStep =
  | {
      readonly kind: 'deploy';
      readonly name: string;
      readonly directory: string;
      /** Instead of the plan's own, during this step. */
      readonly versions?: Versions;
      readonly faults?: readonly Fault[];
      /** Beside the plan's own, during this step. */
      readonly functions?: ModelledFunctions;
      /** Instead of the plan's own of the same names, in this deployment. */
      readonly stackParameters?: StackParameters;
    }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'run'; readonly name: string; readonly command: Command };

/** What is to be rehearsed. */
export interface RehearsalPlan {
  readonly seed: number;
  /** When it begins, in virtual milliseconds since the epoch. */
  readonly start: number;
  /** SSM parameters that are there beforehand, by name. */
  readonly parameters: Readonly<Record<string, string>>;
  /**
   * Values of template parameters, given to each deployment of a stack that has them, as by `cdk deploy --parameters`. A
   * parameter that is not given keeps its value from the deployment before.
   */
  readonly stackParameters?: StackParameters;
  readonly requestsPerSecond: number;
  /** What customers send to the real handlers; without it the workload model serves. */
  readonly requests?: readonly TrafficRequest[];
  /** How customers come to an alias. Left out: through the API in front of it, if there is exactly one. */
  readonly through?: Way;
  readonly versions: Versions;
  readonly incidents: readonly Incident[];
  /** What AWS leaves open, chosen otherwise than the rehearsal would. */
  readonly assumptions?: Assumptions;
  /** What goes wrong on purpose; calls are counted afresh in each step. */
  readonly faults?: readonly Fault[];
  /** How functions answer that cannot be run, by logical id or function name. */
  readonly functions?: ModelledFunctions;
  readonly steps: readonly RehearsalStep[];
}
