import type { Latency } from '../workload/latency';
import type { SlowTail } from '../workload/version-behaviour';

/** What customers do whose call failed: each tries again after a pause of up to two seconds, until a call succeeds. */
export interface SaidRetries {
  /** How often each tries again at most, 0 to 10. */
  readonly perFailure: number;
  /**
   * The chance that a retry fails, whatever version it comes to, 0 to 1. One that does not may fail as any call may. Of
   * modelled calls alone.
   *
   * @default 1
   */
  readonly failsAgain?: number | undefined;
  /**
   * Whether retries come to the version whose call failed, as long as the alias leads to it. Lambda routes each anew. Of
   * modelled calls alone.
   *
   * @default false
   */
  readonly sameVersion?: boolean | undefined;
}

/** How the customers' calls of a version go. */
export interface Behaviour {
  /**
   * The share of calls that fail whatever the code says, 0 to 1.
   *
   * @default 0
   */
  readonly errorRate?: number | undefined;
  /** @default 120, 260 and 480 ms */
  readonly latencyMs?: Latency | undefined;
  /**
   * A share of calls that takes so much longer.
   *
   * @default - none does
   */
  readonly slow?: SlowTail | undefined;
  /**
   * How much longer each call takes for each minute since the start of the deployment, or since `from`, in milliseconds.
   *
   * @default 0
   */
  readonly latencyGrowthMsPerMinute?: number | undefined;
  /** @default - whose call failed does not call again for that */
  readonly retries?: SaidRetries | undefined;
  /**
   * The share of calls that come back with an answer which says that they failed, such as a status of 503, 0 to 1. The
   * customer's call has failed, and Lambda counts no error. Of modelled calls alone.
   *
   * @default 0
   */
  readonly failedAnswerRate?: number | undefined;
  /**
   * Whether the version's handler publishes the metrics of `releaseMetrics` of `sluice/metrics`. Of modelled calls alone: a
   * real handler publishes them itself, or does not.
   *
   * @default false
   */
  readonly releaseMetrics?: boolean | undefined;
}

/** How a version's first calls go, while its execution environments are new. What is not said is as later. */
export interface SaidColdStart {
  /** For how long, in milliseconds from the first customer's call of the version. */
  readonly for: number;
  /** The share of calls that fail, 0 to 1. */
  readonly errorRate?: number | undefined;
  /** A share of calls that takes so much longer. */
  readonly slow?: SlowTail | undefined;
}

/** What is not said of green is as blue. */
export interface GreenBehaviour extends Behaviour {
  /**
   * When what is said beside it begins to hold, in milliseconds from the start of the deployment. Until then green is as
   * blue.
   *
   * @default 0
   */
  readonly from?: number | undefined;
  /** @default - the first calls go as all others */
  readonly coldStart?: SaidColdStart | undefined;
}

export interface Versions {
  readonly blue?: Behaviour | undefined;
  readonly green?: GreenBehaviour | undefined;
}
