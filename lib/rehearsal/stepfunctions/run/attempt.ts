import type { Json } from '../data/json';
import type { AttemptedState } from '../definition/state-machine-definition';
import { checkDataLimit } from './data-limit';
import { matchesError } from './match-error';
import { Retriers } from './retriers';
import { StatesError } from './states-error';
import type { Step, Visit } from './visit';

/** Does what a state is for, again after errors it retries, until it has a result or an error it cannot help. */
export async function attempt(
  state: AttemptedState,
  visit: Visit,
  work: (payload: Json) => Promise<Json>,
): Promise<Step> {
  const { chance } = visit.run;
  const matches = (names: readonly string[], error: StatesError) => matchesError(names, error, state.type);
  const retriers = new Retriers(state.retry, matches, chance);
  for (;;) {
    try {
      return await visit.placed(() => once(state, visit, work));
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      visit.observe(`${state.type} ${state.name} failed: ${error.errorName ?? 'an error without a name'}`);
      const delayMs = retriers.next(error);
      if (delayMs === undefined) return await caught(state, visit, error, matches);
      await visit.thread.scope.sleep(delayMs);
      visit.retryCount = retriers.count;
    }
  }
}

async function once(state: AttemptedState, visit: Visit, work: (payload: Json) => Promise<Json>): Promise<Step> {
  const { data } = visit;
  visit.taskToken = state.type === 'Task' && waitsForToken(state) ? visit.run.tokens.issue() : undefined;
  // What a Map hands on it makes for each item.
  const payload = state.type === 'Map' ? data.input : await data.payload();
  checkDataLimit(payload, state.name);
  const result = await work(payload);
  checkDataLimit(result, state.name);
  const output = await data.output(result);
  checkDataLimit(output, state.name);
  await visit.assign(state.data.assign, { kind: 'result', value: result });
  return { output, ...(state.next === undefined ? {} : { next: state.next }) };
}

function waitsForToken({ resource }: Extract<AttemptedState, { readonly type: 'Task' }>): boolean {
  return resource.kind !== 'function' && resource.pattern === 'wait-for-task-token';
}

/** The first catcher that matches decides what follows; without one the error goes up. */
async function caught(
  state: AttemptedState,
  visit: Visit,
  error: StatesError,
  matches: (names: readonly string[], error: StatesError) => boolean,
): Promise<Step> {
  const catcher = state.catch.find(({ errorEquals }) => matches(errorEquals, error));
  if (!catcher) throw error;
  const output = await visit.data.caught(catcher, error);
  await visit.assign(catcher.assign, { kind: 'error', value: error.output });
  return { output, next: catcher.next };
}
