import type { Execution } from '../execution';
import type { StepFunctionsOptions } from '../step-functions-options';
import type { StepFunctionsPorts } from '../step-functions-ports';
import type { TaskTokens } from '../tasks/task-tokens';
import type { Chance } from './chance';

/** What running an execution uses. */
export interface RunContext {
  readonly ports: StepFunctionsPorts;
  readonly options: StepFunctionsOptions;
  readonly execution: Execution;
  readonly chance: Chance;
  readonly tokens: TaskTokens;
  /** Resolves when an execution has ended. */
  readonly ended: (executionArn: string) => Promise<void>;
  /** Whether the machine was removed: its executions end at their next transition. */
  readonly isRemoved: () => boolean;
}
