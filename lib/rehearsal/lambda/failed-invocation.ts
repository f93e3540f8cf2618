/** The first invocation of a function that failed, and the last of what it logged. */
export interface FailedInvocation {
  readonly functionName: string;
  readonly version: string;
  readonly requestId: string;
  /** When it began, in virtual milliseconds since the epoch. */
  readonly at: number;
  readonly lines: readonly string[];
}
