import type { Deployment } from './codedeploy/deployment';
import type { StruckFault } from './faults/faults';
import type { StackOperation } from './cloudformation/stack-operation';
import type { ServedRequests } from './served-requests';

/** Something that happened in the account. */
export interface TimelineEntry {
  /** Virtual milliseconds since the epoch. */
  readonly at: number;
  /** The AWS service, or who else it was. */
  readonly actor: string;
  readonly what: string;
  /** What it was about, where it was about one thing: a stack, a deployment, an alarm, a function. */
  readonly about?: string;
}

/** A message published to a topic. */
export interface SentMessage {
  readonly at: number;
  readonly topicArn: string;
  readonly subject?: string;
  readonly text: string;
  /** The message attributes that are texts, by name; left out where the message has no attribute. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A call that left AWS, such as a post to a chat's webhook. It was caught, and nobody got it. */
export interface OutsideCall {
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** A call that IAM refused. */
export interface DeniedCall {
  /** The first time. */
  readonly at: number;
  /** How often. */
  readonly times: number;
  /** The role's ARN, or the service. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** AWS's words. */
  readonly message: string;
  /** What would have allowed it, and where it belongs: a policy of the role, of the resource, or a trust policy. */
  readonly missing: { readonly on: string; readonly statement: Readonly<Record<string, unknown>> };
}

/** What one alias's weights became, and when. */
export interface WeightChange {
  readonly at: number;
  readonly functionName: string;
  readonly aliasName: string;
  /** The version that is primary. */
  readonly version: string;
  readonly additional?: { readonly version: string; readonly weight: number };
}

/** Something that calls a function by itself. */
export interface Caller {
  /** The AWS service that calls. */
  readonly service: string;
  /** As a person knows it, such as `GET /chat` or `the rule Nightly`. */
  readonly name: string;
}

/** What calls an alias and what calls its function itself, as the account was at one time. */
export interface Callers {
  readonly functionName: string;
  readonly aliasName: string;
  readonly throughAlias: readonly Caller[];
  /** They have new code at once. */
  readonly pastAlias: readonly Caller[];
  /** Whether customers come past the alias, as every route of theirs does. */
  readonly customersGoPast: boolean;
}

/**
 * Everything observed while a step was played.
 *
 * @internal
 */
export interface StepObservation {
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly stacks: readonly StackOperation[];
  readonly aliases: readonly ObservedAlias[];
  readonly deployments: readonly Deployment[];
  readonly timeline: readonly TimelineEntry[];
  readonly weights: readonly WeightChange[];
  readonly requests: ServedRequests;
  /** As each deployment began, and as the step ended. */
  readonly callers: readonly Callers[];
  readonly messages: readonly SentMessage[];
  readonly outsideCalls: readonly OutsideCall[];
  readonly deniedCalls: readonly DeniedCall[];
  readonly faults: readonly StruckFault[];
}

/** An alias that CodeDeploy moves, as the deployed template has it. */
export interface ObservedAlias {
  readonly stackName: string;
  readonly logicalId: string;
  readonly functionName: string;
  readonly aliasName: string;
  /** Whether this step's deployment of the stack created it. */
  readonly created: boolean;
  /** The version it points to after the step; missing where the alias does not exist. */
  readonly version?: string;
  /** The version beside it after the step, with its share, 0 to 1; missing where the alias points to one only. */
  readonly additional?: { readonly version: string; readonly weight: number };
}
