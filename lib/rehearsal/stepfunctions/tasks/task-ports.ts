import type { Scope } from '../run/scope';

/** What a task may use. */
export interface TaskPorts {
  /** Ends when the task does. */
  readonly scope: Scope;
  /** Calls an API as the machine's role. */
  call(service: string, operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Resolves when an execution has ended. */
  ended(executionArn: string): Promise<void>;
  /** Starts something that nobody waits for. */
  background(work: () => Promise<void>): void;
  requestId(): string;
}
