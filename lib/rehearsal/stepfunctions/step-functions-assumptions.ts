import type { StepFunctionsOptions } from './step-functions-options';

/** What the documentation of Step Functions leaves open and this account had to choose. */
export function stepFunctionsAssumptions({ transitionMs, missingPathError }: StepFunctionsOptions): readonly string[] {
  return [
    `Step Functions takes ${transitionMs} ms to enter a state.`,
    `A path in a payload template that finds nothing is ${missingPathError}${missingPathError === 'States.Runtime' ? ', which nothing catches' : ''}.`,
    'States.ALL and States.TaskFailed catch neither States.Runtime nor States.DataLimitExceeded.',
    'States.BranchFailed matches every error out of a branch of a Parallel state; the error keeps its own name.',
    'A missed heartbeat is States.Timeout to whoever sees it, and also matches States.HeartbeatTimeout.',
    'An execution that would have more than 25000 history events fails with States.Runtime.',
    'Results of tasks leave out SdkHttpMetadata and SdkResponseMetadata.',
  ];
}
