import { invalidDefinition } from './invalid-definition';
import type { State, States } from './state-machine-definition';

/** Every transition leads to a state beside it, and every state can be reached. */
export function checkTransitions({ startAt, states }: States, where: string): void {
  if (!states.has(startAt)) {
    throw invalidDefinition(`MISSING_TRANSITION_TARGET: Missing 'StartAt' target: ${startAt}`, where);
  }
  const reached = new Set<string>();
  const ahead = [startAt];
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    const state = states.get(name);
    for (const target of state ? targetsOf(state) : []) {
      if (!states.has(target)) {
        throw invalidDefinition(
          `MISSING_TRANSITION_TARGET: Missing 'Next' target: ${target}`,
          `state ${name} of ${where}`,
        );
      }
      ahead.push(target);
    }
  }
  for (const name of states.keys()) {
    if (!reached.has(name))
      throw invalidDefinition(`MISSING_TRANSITION_TARGET: State "${name}" is not reachable`, where);
  }
}

function targetsOf(state: State): readonly string[] {
  const next = 'next' in state && state.next !== undefined ? [state.next] : [];
  const caught = 'catch' in state ? state.catch.map((catcher) => catcher.next) : [];
  if (state.type !== 'Choice') return [...next, ...caught];
  return [...state.choices.map((choice) => choice.next), ...(state.otherwise === undefined ? [] : [state.otherwise])];
}
