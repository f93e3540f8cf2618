import type { StackParameters } from './cloudformation/given-parameters';
import type { Throttle } from './dynamodb/throttling/throttle';
import type { Fault } from './faults/fault';
import type { Command } from './run-command';
import type { Assumptions } from './scenario/assumptions';
import type { RoleSession, TrafficRequest } from './scenario/scenario';
import type { Versions } from './scenario/versions';
import type { ModelledFunctions } from './workload/modelled-functions';
import type { Way } from './workload/front-door';
import type { PastTraffic } from './workload/history';
import type { Incident } from './workload/incident';

/** A command to be run, and as whom. */
export interface PlannedCommand {
  /** Of all steps and commands of a plan, it alone has this name. */
  readonly name: string;
  readonly command: Command;
  /**
   * As whom it is run.
   *
   * @default - as an administrator, whom no policy refuses anything
   */
  readonly as?: RoleSession;
}

/** A command to be run while a deployment goes on. */
export interface MeanwhileCommand extends PlannedCommand {
  /** From the start of the step, in milliseconds. */
  readonly afterMs: number;
}

/** One thing to do in a rehearsal. */
export type RehearsalStep =
  | {
      readonly kind: 'deploy';
      readonly name: string;
      readonly directory: string;
      /** Instead of the plan's own, during this step. */
      readonly versions?: Versions;
      readonly incidents?: readonly Incident[];
      readonly faults?: readonly Fault[];
      readonly throttles?: readonly Throttle[];
      /** Beside the plan's own, during this step. */
      readonly functions?: ModelledFunctions;
      /** Instead of the plan's own of the same names, in this deployment. */
      readonly stackParameters?: StackParameters;
      /** Each begins at its time, or when the one before it has ended. */
      readonly meanwhile?: readonly MeanwhileCommand[];
    }
  | { readonly kind: 'wait'; readonly ms: number }
  | ({ readonly kind: 'run' } & PlannedCommand);

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
  /** The traffic that each alias had before its customers are played; without it there was none. */
  readonly history?: PastTraffic;
  /** What AWS leaves open, chosen otherwise than the rehearsal would. */
  readonly assumptions?: Assumptions;
  /** What goes wrong on purpose; calls are counted afresh in each step. */
  readonly faults?: readonly Fault[];
  /** When which tables are throttled; those of one step end with the next that deploys. */
  readonly throttles?: readonly Throttle[];
  /** How functions answer that cannot be run, by logical id or function name. */
  readonly functions?: ModelledFunctions;
  readonly steps: readonly RehearsalStep[];
}
