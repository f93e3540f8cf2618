import type { State } from '../definition/state-machine-definition';
import type { StatesError } from './states-error';

/**
 * Whether the names of a retrier or catcher mean an error (Amazon States Language, "Errors"; Developer Guide,
 * "Handling errors in Step Functions workflows").
 */
export function matchesError(
  names: readonly string[],
  { errorName, details }: StatesError,
  stateType: State['type'],
): boolean {
  // It always ends the execution, whatever a definition says.
  if (errorName === 'States.Runtime') return false;
  const wild = errorName !== 'States.DataLimitExceeded';
  return names.some((name) => {
    switch (name) {
      case 'States.ALL':
        return wild;
      case 'States.TaskFailed':
        return stateType === 'Task' && wild && errorName !== 'States.Timeout';
      case 'States.BranchFailed':
        return stateType === 'Parallel' && details.ofBranch === true && wild;
      default:
        return name === errorName || name === details.alias;
    }
  });
}
