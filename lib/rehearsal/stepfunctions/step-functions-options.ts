/** What AWS does not settle, with the value taken unless said otherwise. */
export interface StepFunctionsOptions {
  /** Virtual milliseconds to enter a state. AWS publishes no figure. */
  readonly transitionMs: number;
  /**
   * The error of a path in a payload template that finds nothing. The Developer Guide names `States.ParameterPathFailure`;
   * recorded executions end with `States.Runtime`, which nothing can catch.
   */
  readonly missingPathError: 'States.Runtime' | 'States.ParameterPathFailure';
}

export const STEP_FUNCTIONS_DEFAULTS: StepFunctionsOptions = {
  transitionMs: 20,
  missingPathError: 'States.Runtime',
};
