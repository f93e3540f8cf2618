import { invalidDefinition } from './invalid-definition';
import type { State, States } from './state-machine-definition';

/** Amazon States Language: a state's name has at most 80 characters, and is unique in the whole machine. */
export function checkNames(machine: States, where: string): void {
  const seen = new Set<string>();
  const visit = (states: States, outerVariables: ReadonlySet<string>) => {
    const own = new Set([...states.states.values()].flatMap(assigned));
    for (const variable of own) {
      if (outerVariables.has(variable)) {
        throw invalidDefinition(
          `The variable ${variable} is assigned in an outer scope and again in an inner one`,
          where,
        );
      }
    }
    for (const [name, state] of states.states) {
      if (name.length > 80) throw invalidDefinition(`The state name ${name} is longer than 80 characters`, where);
      if (seen.has(name)) throw invalidDefinition(`The state name ${name} is used twice`, where);
      seen.add(name);
      for (const nested of nestedIn(state)) visit(nested, new Set([...outerVariables, ...own]));
    }
  };
  visit(machine, new Set());
}

function nestedIn(state: State): readonly States[] {
  if (state.type === 'Parallel') return state.branches;
  return state.type === 'Map' ? [state.processor] : [];
}

/** The variables a state may assign (Developer Guide, "Passing data between states with variables"). */
function assigned(state: State): readonly string[] {
  const assigns = [
    state.data.assign,
    ...('catch' in state ? state.catch.map((catcher) => catcher.assign) : []),
    ...(state.type === 'Choice' ? state.choices.map((choice) => choice.assign) : []),
  ];
  return assigns.flatMap((assign) => Object.keys(assign ?? {}).map((name) => name.replace(/\.\$$/, '')));
}
