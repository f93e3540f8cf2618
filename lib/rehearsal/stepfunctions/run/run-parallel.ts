import type { Json } from '../data/json';
import type { ParallelState } from '../definition/state-machine-definition';
import { sideBySide } from './side-by-side';
import { StatesError } from './states-error';
import { Variables } from './variables';
import type { RunStates, Visit } from './visit';

/** Runs all branches at once; each gets a copy of the payload, and the outputs come in the branches' order. */
export async function runParallel(state: ParallelState, visit: Visit, payload: Json, run: RunStates): Promise<Json> {
  const { thread, run: context } = visit;
  visit.record('ParallelStateStarted');
  const started = thread.previous;
  try {
    const outputs = await sideBySide(
      thread.scope,
      state.branches.map((branch) => (scope) => {
        const { item, variables } = thread;
        const own = {
          scope,
          previous: started,
          variables: new Variables(variables),
          ...(item === undefined ? {} : { item }),
        };
        return run(branch, payload, own);
      }),
      Infinity,
    );
    thread.previous = context.execution.history.lastId;
    visit.record('ParallelStateSucceeded');
    return outputs;
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    thread.previous = context.execution.history.lastId;
    visit.record('ParallelStateFailed');
    throw new StatesError(error.errorName, error.reason, { ...error.details, ofBranch: true });
  }
}
