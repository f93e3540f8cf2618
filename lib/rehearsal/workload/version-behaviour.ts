import type { Latency } from './latency';

/** A share of calls that takes longer than the rest. */
export interface SlowTail {
  /** 0 to 1. */
  readonly share: number;
  /** How much longer, in milliseconds. */
  readonly byMs: number;
}

/** A latency that grows steadily. */
export interface LatencyGrowth {
  /** How much longer a call takes for each minute, in milliseconds. */
  readonly msPerMinute: number;
  /** Since when, in milliseconds from the start of the deployment. */
  readonly from: number;
}

/** What customers do whose call failed: they try again, until a call succeeds or they have tried often enough. */
export interface Retries {
  /** How often a customer tries again at most. */
  readonly perFailure: number;
  /** The chance that such a call fails, beside what every call fails by: 0 to 1. */
  readonly failsAgain: number;
  /** Whether it comes to the version whose call failed first, and is not routed by the alias's weights. */
  readonly sameVersion: boolean;
}

/** How calls of one version go. */
export interface VersionBehaviour {
  /** The share of calls that fail, 0 to 1. */
  readonly errorRate: number;
  readonly latencyMs: Latency;
  readonly slow?: SlowTail;
  readonly growth?: LatencyGrowth;
  readonly retries?: Retries;
  /** The share of calls that come back with an answer which says that they failed, 0 to 1. */
  readonly failedAnswerRate?: number;
  /** Whether its handler publishes the metrics of `releaseMetrics`. */
  readonly releaseMetrics?: boolean;
}

/** How one call of a version goes. */
export interface VersionCall {
  readonly latencyMs: number;
  /** Whether it fails with an error. */
  readonly fails: boolean;
  /** Whether it comes back with an answer which says that it failed. */
  readonly failsByAnswer?: boolean;
  /** Whether it publishes the metrics of `releaseMetrics`. */
  readonly releaseMetrics?: boolean;
}

/** How calls of a version go while its execution environments are new. */
export interface ColdStart {
  /** Milliseconds from the first customer's call. */
  readonly forMs: number;
  readonly behaviour: VersionBehaviour;
}

/** How calls of the version that a function's latest deployment brings go, and how those of its others. */
export interface Behaviours {
  readonly blue: VersionBehaviour;
  readonly green: VersionBehaviour;
  /**
   * Until when green is as blue, in milliseconds from the start of the deployment.
   *
   * @default - green is itself whenever it is called
   */
  readonly greenFrom?: number;
  /**
   * How green's first calls go instead, for so long from the first customer's.
   *
   * @default - as all others
   */
  readonly coldGreen?: ColdStart;
}
