import type { Action } from './action';
import { keyOf, type State } from './state';

export interface Model {
  readonly initial: State;
  actions(state: State): readonly Action[];
  /** What must not be, said of a state and of the step that led to it. */
  problem(state: State, actions: readonly Action[], before: State | undefined): string | undefined;
  /** Whether all is done that there was to do. */
  isDone(state: State): boolean;
}

/** What must not be, and the shortest way there. */
export interface Counterexample {
  readonly problem: string;
  readonly trace: readonly string[];
}

export interface Exploration {
  readonly states: number;
  readonly steps: number;
  readonly counterexample?: Counterexample;
}

/** Visits every state that can be reached: those where less went wrong first, so that each is visited once. */
export function explore(model: Model): Exploration {
  const states: (State | undefined)[] = [];
  const numbers = new Map<string, number>();
  const cameFrom: number[] = [];
  const cameBy: string[] = [];
  /** Who leads where without anything going wrong, as pairs. */
  const from: number[] = [];
  const to: number[] = [];
  const done: number[] = [];
  let steps = 0;
  const traceTo = (number: number): readonly string[] => {
    const trace: string[] = [];
    for (let at = number; at > 0; at = cameFrom[at]!) trace.unshift(cameBy[at]!);
    return trace;
  };
  const found = (problem: string, trace: readonly string[]): Exploration => ({
    states: states.length,
    steps,
    counterexample: { problem, trace },
  });
  const visit = (state: State, key: string, origin: number, by: string): number => {
    const number = states.length;
    numbers.set(key, number);
    states.push(state);
    cameFrom.push(origin);
    cameBy.push(by);
    return number;
  };
  /** Steps by which one thing more goes wrong wait until all else is visited. */
  let waiting: { readonly action: Action; readonly origin: number }[] = [];
  visit(model.initial, keyOf(model.initial), -1, '');
  for (let number = 0; ;) {
    for (; number < states.length; number++) {
      const state = states[number]!;
      const actions = model.actions(state);
      const problem = model.problem(state, actions, undefined);
      if (problem !== undefined) return found(problem, traceTo(number));
      if (model.isDone(state)) done.push(number);
      for (const action of actions) {
        steps += 1;
        const wrong = model.problem(action.then, [], state);
        if (wrong !== undefined) return found(wrong, [...traceTo(number), action.what]);
        if (action.isFault) {
          waiting.push({ action, origin: number });
          continue;
        }
        const key = keyOf(action.then);
        const next = numbers.get(key) ?? visit(action.then, key, number, action.what);
        from.push(number);
        to.push(next);
      }
      // Only what is ahead is needed.
      states[number] = undefined;
    }
    if (waiting.length === 0) break;
    for (const { action, origin } of waiting) {
      const key = keyOf(action.then);
      if (!numbers.has(key)) visit(action.then, key, origin, `! ${action.what}`);
    }
    waiting = [];
  }
  const stuck = firstThatNeverEnds(states.length, from, to, done);
  return stuck === undefined
    ? { states: states.length, steps }
    : found('from here the release never ends, although nothing more goes wrong', traceTo(stuck));
}

/** The nearest state from which no way leads to the end on which nothing goes wrong. */
function firstThatNeverEnds(
  count: number,
  from: readonly number[],
  to: readonly number[],
  done: readonly number[],
): number | undefined {
  const into = new Int32Array(count + 1);
  for (const target of to) into[target + 1]! += 1;
  for (let at = 0; at < count; at++) into[at + 1]! += into[at]!;
  const filled = into.slice();
  const sources = new Int32Array(from.length);
  from.forEach((source, edge) => {
    const target = to[edge]!;
    sources[filled[target]!] = source;
    filled[target]! += 1;
  });
  const ends = new Uint8Array(count);
  const todo = [...done];
  for (const number of todo) ends[number] = 1;
  while (todo.length > 0) {
    const number = todo.pop()!;
    for (let at = into[number]!; at < into[number + 1]!; at++) {
      const source = sources[at]!;
      if (ends[source] === 0) {
        ends[source] = 1;
        todo.push(source);
      }
    }
  }
  const stuck = ends.indexOf(0);
  return stuck < 0 ? undefined : stuck;
}
