import type { StackParameters } from '../cloudformation/given-parameters';
import type { Throttle } from '../dynamodb/throttling/throttle';
import type { Fault } from '../faults/fault';
import type { Way } from '../workload/front-door';
import type { Incident } from '../workload/incident';
import type { ModelledFunctions } from '../workload/modelled-functions';
import type { Assumptions } from './assumptions';
import type { Versions } from './versions';

/** What is played: the traffic, how the versions behave, and what is expected to come of it. Durations are milliseconds. */
export interface Scenario {
  /** Settles all chance. */
  readonly seed: number;
  /** When it begins, in virtual time, ISO 8601. */
  readonly start: string;
  /** What is in the account before anything is deployed. */
  readonly account: {
    /** SSM parameters that somebody made by hand, by name. */
    readonly parameters: Readonly<Record<string, string>>;
  };
  /** Given to each deployment of a stack that has them; what is not given stays as the deployment before had it. */
  readonly stackParameters?: StackParameters | undefined;
  readonly traffic?: ScenarioTraffic | undefined;
  readonly versions: Versions;
  /** Troubles that hit both versions, counted from the start of a deployment. */
  readonly incidents: readonly Incident[];
  /** What came to each alias before its customers are played. */
  readonly history?: ScenarioHistory | undefined;
  /** What goes wrong on purpose. */
  readonly faults: readonly Fault[];
  /** When which tables are throttled. */
  readonly throttles?: readonly Throttle[] | undefined;
  /** How functions answer that cannot be run. */
  readonly functions?: ModelledFunctions | undefined;
  /** What AWS leaves open, chosen otherwise than the rehearsal would. */
  readonly assumptions?: Assumptions | undefined;
  /** Several releases in a row. Without it: deploy `from`, then deploy `to`. */
  readonly steps?: readonly Step[] | undefined;
  /** Of the deployment of `to`; steps have their own. */
  readonly expect?: ScenarioExpectation | undefined;
}

export interface ScenarioTraffic {
  readonly requestsPerSecond: number;
  /** A YAML file of requests, from the scenario's folder: they call the real handlers. Without it, the model serves. */
  readonly requests?: string | undefined;
  /** How customers come to an alias. Left out: through the API in front of it, if there is exactly one. */
  readonly through?: Way | undefined;
}

export interface ScenarioHistory {
  /** At most 336, which are 14 days. */
  readonly hours: number;
  /** @default - as often as `traffic` says */
  readonly requestsPerSecond?: number | undefined;
}

/** A customer's request; `${n}` anywhere in it becomes the request's number. */
export interface TrafficRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
}

/** What is expected to come of a release. */
export interface ScenarioExpectation {
  readonly outcome: 'released' | 'blocked' | 'rolled-back' | 'failed' | 'first-deploy' | 'no-change';
  /** Who settles it: the name of a gate or of an alarm. */
  readonly by?: string | undefined;
  /** From the start of the deployment to its end, in milliseconds. */
  readonly within?: number | undefined;
  /** What IAM refuses, such as `lambda:InvokeFunction`; nothing else may be refused. */
  readonly denied?: readonly string[] | undefined;
}

/** What is expected of a command. */
export interface CommandExpectation {
  readonly exitCode?: number | undefined;
  /** Texts that must all be in what it prints. */
  readonly says?: string | readonly string[] | undefined;
}

/** One thing that a scenario has done. */
export type Step = DeployStep | WaitStep | RunStep;

export interface DeployStep {
  /** The assembly to deploy: a folder, from the scenario's own. */
  readonly deploy: string;
  /** For people. */
  readonly name?: string | undefined;
  /** Instead of the scenario's own, during this step. */
  readonly versions?: Versions | undefined;
  /** Instead of the scenario's own, during this step. */
  readonly incidents?: readonly Incident[] | undefined;
  /** Instead of the scenario's own, during this step. */
  readonly faults?: readonly Fault[] | undefined;
  /** Instead of the scenario's own, during this step. */
  readonly throttles?: readonly Throttle[] | undefined;
  /** Beside the scenario's own, during this step; one of the same name stands in for it. */
  readonly functions?: ModelledFunctions | undefined;
  /** Instead of the scenario's own of the same names, in this deployment. */
  readonly stackParameters?: StackParameters | undefined;
  /** Commands that are run while it goes on, one at a time. */
  readonly meanwhile?: readonly MeanwhileStep[] | undefined;
  readonly expect?: ScenarioExpectation | undefined;
}

/** A command of an operator in the middle of a deployment. */
export interface MeanwhileStep extends RunStep {
  /** From the start of the step, in milliseconds. */
  readonly after: number;
}

export interface WaitStep {
  /** Milliseconds. */
  readonly wait: number;
}

/** A session of a role of the account. */
export interface RoleSession {
  /** Its ARN, physical name, logical id, or whole parts of its construct path. */
  readonly role: string;
  /** What the session is called, such as an address: 2 to 64 letters, digits and `_=,.@+-`. */
  readonly session: string;
}

/** A command of an operator, which looks at the account as it is then, and may change it. */
export interface RunStep {
  /** The words of the command, such as `preflight` or `gates report`. */
  readonly run: string;
  /** Paths in it are from the scenario's folder. */
  readonly args: readonly string[];
  /** As whom it is run, by what that role may do. Left out: as an administrator. */
  readonly as?: RoleSession | undefined;
  /** For people. */
  readonly name?: string | undefined;
  readonly expect?: CommandExpectation | undefined;
}
