import { isJsonArray, type Json } from '../data/json';
import type { MapState } from '../definition/state-machine-definition';
import { checkDataLimit } from './data-limit';
import { concurrency, inWords, unexpected } from './field-value';
import type { Scope } from './scope';
import { sideBySide } from './side-by-side';
import { StatesError } from './states-error';
import type { MapItem, Thread } from './thread';
import { Variables } from './variables';
import type { RunStates, Visit } from './visit';

/** Step Functions Developer Guide, "Using Map state in Inline mode": no more iterations run at once. */
const MOST_AT_ONCE = 40;

/** Runs the processor for every item; the outputs come in the items' order. */
export async function runMap(state: MapState, visit: Visit, run: RunStates): Promise<Json> {
  const { thread } = visit;
  const items = await itemsOf(state, visit);
  const limit = state.maxConcurrency ? await concurrency(state.maxConcurrency, visit.data, state.data.language) : 0;
  visit.record('MapStateStarted', { mapStateStartedEventDetails: { length: items.length } });
  const started = thread.previous;
  try {
    const outputs = await sideBySide(
      thread.scope,
      items.map(
        (value, index) => (scope) => iterate(state, visit, { index, value }, { scope, previous: started }, run),
      ),
      limit === 0 ? MOST_AT_ONCE : Math.min(limit, MOST_AT_ONCE),
    );
    thread.previous = visit.run.execution.history.lastId;
    visit.record('MapStateSucceeded');
    return outputs;
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    thread.previous = visit.run.execution.history.lastId;
    visit.record('MapStateFailed');
    throw error;
  }
}

async function itemsOf({ items: source, data: { language } }: MapState, { data }: Visit): Promise<readonly Json[]> {
  const items = source === undefined ? data.input : await data.value(source);
  if (isJsonArray(items)) return items;
  if (source !== undefined) throw unexpected(source, 'an array', items, language);
  throw inWords(`Map state input must be an array but was: ${JSON.stringify(items)}`, language);
}

async function iterate(
  state: MapState,
  visit: Visit,
  item: MapItem,
  at: { readonly scope: Scope; readonly previous: number },
  run: RunStates,
): Promise<Json> {
  const { history } = visit.run.execution;
  const thread: Thread = { ...at, item, variables: new Variables(visit.thread.variables) };
  const details = { name: state.name, index: item.index };
  thread.previous = history.add('MapIterationStarted', at.previous, { mapIterationStartedEventDetails: details });
  try {
    const input = await inputOf(state, visit, item);
    checkDataLimit(input, state.name);
    const output = await run(state.processor, input, thread);
    history.add('MapIterationSucceeded', thread.previous, { mapIterationSucceededEventDetails: details });
    return output;
  } catch (error) {
    if (error instanceof StatesError) {
      history.add('MapIterationFailed', thread.previous, { mapIterationFailedEventDetails: details });
    }
    throw error;
  }
}

/** The item itself, or what a selector makes of it; `Parameters` is the selector's older name. */
async function inputOf({ itemSelector, data }: MapState, visit: Visit, item: MapItem): Promise<Json> {
  const selector = itemSelector ?? (data.language === 'JSONPath' ? data.parameters : undefined);
  return selector === undefined ? item.value : visit.data.itemInput(selector, visit.context(item));
}
