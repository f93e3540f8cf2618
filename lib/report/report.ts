/** Where a rehearsal's figures are written and read. Times are ISO 8601, in virtual time. */
export interface Report {
  readonly schema: 1;
  readonly seed: number;
  /** What AWS leaves open and the rehearsal had to choose, and what limits it. */
  readonly assumptions: readonly string[];
  readonly releases: readonly ReportedRelease[];
  /** What each step did to each stack of its assembly, whether anything is released there or not. */
  readonly stacks: readonly ReportedStack[];
  /** What was to go wrong on purpose, and never did; left out where every fault struck. */
  readonly idleFaults?: readonly { readonly on: string; readonly id: string; readonly kind: string }[];
  /** What operators ran in between; left out where they ran nothing. */
  readonly commands?: readonly ReportedCommand[];
  /** Of each function that failed, the first invocation that did, with its last lines; left out where none failed. */
  readonly logs?: readonly ReportedLog[];
}

export interface ReportedStack {
  readonly step: string;
  readonly stack: string;
  /** CloudFormation's; null where a stack before it had failed, so that its turn never came. */
  readonly status: string | null;
  /** Whether CloudFormation failed it. */
  readonly failed: boolean;
  /** Its first failure; null where it did not fail. */
  readonly reason: string | null;
}

export interface ReportedCommand {
  readonly step: string;
  readonly at: string;
  /** Null where it did not end by itself. */
  readonly exitCode: number | null;
  /** What it printed; where it could not do its work, its errors too. */
  readonly output: string;
  /** How it compares with what the scenario expects; null where it expects nothing. */
  readonly expectation: { readonly met: boolean; readonly differences: readonly string[] } | null;
}

export interface ReportedLog {
  readonly function: string;
  readonly version: string;
  readonly requestId: string;
  /** When the invocation began. */
  readonly at: string;
  readonly lines: readonly string[];
}

export interface ReportedRelease {
  readonly step: string;
  readonly function: string;
  readonly alias: string;
  readonly outcome: 'released' | 'blocked' | 'rolled-back' | 'failed' | 'first-deploy' | 'no-change';
  /**
   * The gates, alarms or service that settled it: as the ledger has it, or, where no ledger says it, the alarms that
   * stopped the deployment, by their names, or `codedeploy`. Null where nothing was to be settled.
   */
  readonly decidedBy: string | null;
  readonly deployment: ReportedDeployment | null;
  readonly timeline: readonly { readonly at: string; readonly actor: string; readonly what: string }[];
  readonly gates: readonly ReportedGate[];
  /** Green's share of the traffic, 0 to 1, from each moment on. */
  readonly traffic: readonly { readonly at: string; readonly weight: number }[];
  /** The versions that the alias points to after the step, and their shares, 0 to 1; empty where it does not exist. */
  readonly serving: readonly { readonly version: string; readonly share: number }[];
  readonly requests: { readonly blue: ReportedRequests; readonly green: ReportedRequests };
  /** What calls the function itself, and so had new code at once; null where nothing does, or nothing was released. */
  readonly unshifted: {
    /** As `GET /chat` or `the rule Nightly`. */
    readonly callers: readonly string[];
    /** Whether nobody is known to come by the alias, so that the release shifts nothing at all. */
    readonly isAll: boolean;
    /** Customers' calls of the function itself, in neither of `requests`. */
    readonly requests: ReportedRequests;
  } | null;
  readonly moments: {
    readonly regressionAt: string | null;
    readonly decidedAt: string | null;
    readonly restoredAt: string | null;
  };
  /** What was published to topics. */
  readonly messages: readonly { readonly at: string; readonly topicArn: string; readonly text: string }[];
  /** Calls that left AWS, such as a post to a chat's webhook: caught, and shown here. */
  readonly outsideCalls: readonly {
    readonly at: string;
    readonly method: string;
    readonly url: string;
    readonly body: string;
  }[];
  /** What IAM refused, and the statement that would have allowed it. */
  readonly deniedCalls: readonly {
    /** The first time. */
    readonly at: string;
    readonly times: number;
    /** The role's ARN, or the service. */
    readonly principal: string;
    readonly action: string;
    readonly resource: string;
    readonly message: string;
    readonly missing: { readonly on: string; readonly statement: Readonly<Record<string, unknown>> };
  }[];
  /** What went wrong on purpose, and how often. */
  readonly faults: readonly {
    readonly on: string;
    readonly id: string;
    readonly kind: string;
    readonly struck: number;
  }[];
  /** What was known at synth: what the alarms can see of green, and what a release costs. Empty where there was no release. */
  readonly foreseen: readonly string[];
  /** What is said of a release beside its figures, such as that no gate was asked. */
  readonly notes: readonly string[];
  /** How it compares with what the scenario expects; null where it expects nothing. */
  readonly expectation: { readonly met: boolean; readonly differences: readonly string[] } | null;
  /** The outcome that the scenario expects; left out where it expects none. */
  readonly expectedOutcome?: ReportedRelease['outcome'];
}

export interface ReportedDeployment {
  readonly id: string;
  readonly blue: string;
  readonly green: string;
  readonly configuration: string;
  readonly status: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly rollbackId: string | null;
}

export interface ReportedGate {
  readonly name: string;
  readonly phase: string;
  readonly mode: string;
  readonly verdict: string;
  /** What the verdict did: `passed`, `refused`, `proceeded` though it was inconclusive, or nothing, as a `shadow`. */
  readonly effect: string;
  /** How often the gate was asked. */
  readonly attempts: number;
  readonly reasons: readonly ReportedReason[];
  readonly evidence: {
    readonly source: string;
    readonly sampleSize: number;
    readonly windowMs: number;
    readonly figures: Readonly<Record<string, number>>;
    /** Answers of both versions side by side, the worst first; left out where a gate compares none. */
    readonly comparisons?: readonly ReportedComparison[] | undefined;
  };
}

export interface ReportedReason {
  readonly code: string;
  readonly message: string;
  /** What the version was asked, as its suite has it; left out where a gate asked nothing. */
  readonly asked?: string | undefined;
  /** What it answered; left out where there was no answer. */
  readonly answered?: string | undefined;
}

export interface ReportedComparison {
  readonly case: string;
  readonly question: string;
  readonly green: { readonly score: number; readonly answer: string; readonly reason: string };
  readonly blue: { readonly score: number; readonly answer: string; readonly reason: string };
}

export interface ReportedRequests {
  readonly total: number;
  readonly errors: number;
}
