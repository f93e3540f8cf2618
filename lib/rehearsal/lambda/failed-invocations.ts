import type { FailedInvocation } from './failed-invocation';

/** How much of a log is kept: what a person reads to see what went wrong. */
const LINES_KEPT = 20;

/** The first invocation of each function that failed. */
export class FailedInvocations {
  private readonly byFunction = new Map<string, FailedInvocation>();

  has(functionName: string): boolean {
    return this.byFunction.has(functionName);
  }

  /** Keeps an invocation, unless one of the same function failed before. */
  add(failed: FailedInvocation): void {
    if (this.has(failed.functionName)) return;
    this.byFunction.set(failed.functionName, { ...failed, lines: failed.lines.slice(-LINES_KEPT) });
  }

  /** In the order in which they failed. */
  all(): readonly FailedInvocation[] {
    return [...this.byFunction.values()];
  }
}
