/** How an invocation by the workload model went. */
export interface ModelledInvocation {
  readonly executedVersion: string;
  readonly failed: boolean;
  /** 0 where it reached no version. */
  readonly durationMs: number;
}

/** What is settled of an invocation by the workload model before it is made. */
export interface SettledRetry {
  /** Whether it fails, whatever version it comes to. */
  readonly fails: boolean;
  /** The version that it comes to, if the alias leads to it. */
  readonly version: string | undefined;
}
