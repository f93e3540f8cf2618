import { readChoiceRule, ruleTarget } from '../choice/read-choice-rule';
import { isJsonObject, type Json } from '../data/json';
import { invalidDefinition } from './invalid-definition';
import type { QueryLanguage, StateFields } from './state-fields';
import type { Choice } from './state-machine-definition';

/** The rules of a Choice state, in their order. */
export function readChoices(
  { Choices: choices = [] }: StateFields,
  language: QueryLanguage,
  where: string,
): readonly Choice[] {
  return choices.map((given, index) => {
    const place = `choice ${index + 1} of ${where}`;
    const rule = given as Json;
    if (!isJsonObject(rule)) throw invalidDefinition('A choice rule must be an object', place);
    const { Assign: assign, Output: output } = rule;
    if (assign !== undefined && !isJsonObject(assign)) throw invalidDefinition('Assign must be an object', place);
    return {
      rule:
        language === 'JSONata'
          ? { kind: 'condition', expression: rule.Condition as string | boolean }
          : readChoiceRule(rule, place),
      next: ruleTarget(rule, place),
      ...(assign === undefined ? {} : { assign }),
      ...(output === undefined ? {} : { output }),
    };
  });
}
