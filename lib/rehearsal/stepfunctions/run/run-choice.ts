import { matchesRule } from '../choice/matches-rule';
import type { ChoiceState } from '../definition/state-machine-definition';
import { evaluationError, runtimeError } from './states-error';
import type { Step, Visit } from './visit';

/** Follows the first rule that holds. */
export async function runChoice(state: ChoiceState, visit: Visit): Promise<Step> {
  const { data } = visit;
  const subject = {
    find: (path: string) => data.find(path),
    missing: (path: string) =>
      runtimeError(`Invalid path '${path}': The choice state's condition path references an invalid value.`),
    condition: (expression: string | boolean) => data.condition(expression),
  };
  for (const { rule, next, assign, output } of state.choices) {
    if (!(await matchesRule(rule, subject))) continue;
    const given = await data.passOn(output);
    await visit.assign(assign, { kind: 'input' });
    return { output: given, next };
  }
  if (state.otherwise === undefined) {
    throw evaluationError('States.NoChoiceMatched', 'No rule of the Choice state matched, and it has no Default.');
  }
  const given = await data.passOn();
  await visit.assign(state.data.assign, { kind: 'input' });
  return { output: given, next: state.otherwise };
}
