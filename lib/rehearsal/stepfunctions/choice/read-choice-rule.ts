import { NotEmulated } from '../../kernel/not-emulated';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../data/json';
import { compilePath } from '../data/jsonpath/path';
import { checkReadable, invalidDefinition } from '../definition/invalid-definition';
import type { ChoiceRule } from './choice-rule';
import { COMPARISONS, TYPE_TESTS } from './comparisons';

/** Members beside the test itself; only a rule at the top may have the others. */
const NOTES = new Set(['Comment']);
const NOTES_AT_THE_TOP = new Set(['Comment', 'Next', 'Assign']);

/** Reads a rule of a JSONPath Choice state (Amazon States Language, "Choice State"). */
export function readChoiceRule(rule: Json, where: string, notes = NOTES_AT_THE_TOP): ChoiceRule {
  if (!isJsonObject(rule)) throw invalidDefinition('A choice rule must be an object', where);
  const { Variable: variable, ...members } = rule;
  const tests = Object.entries(members).filter(([name]) => !notes.has(name));
  const [test, ...others] = tests;
  if (!test || others.length > 0) {
    throw invalidDefinition(`A choice rule needs one test, and has ${tests.length}`, where);
  }
  const [name, operand] = test;
  const nested = (inner: Json) => readChoiceRule(inner, where, NOTES);
  switch (name) {
    case 'And':
    case 'Or':
      if (!isJsonArray(operand) || operand.length === 0)
        throw invalidDefinition(`${name} needs a list of rules`, where);
      return { kind: name === 'And' ? 'and' : 'or', rules: operand.map(nested) };
    case 'Not':
      return { kind: 'not', rule: nested(operand) };
    default:
      return readTest(name, operand, variable, where);
  }
}

function readTest(name: string, operand: Json, variable: Json | undefined, where: string): ChoiceRule {
  if (typeof variable !== 'string') throw invalidDefinition(`${name} needs a Variable`, where);
  checkReadable(() => compilePath(variable), 'Variable', where);
  const test = TYPE_TESTS.get(name);
  if (test) {
    if (typeof operand !== 'boolean') throw invalidDefinition(`${name} must be true or false`, where);
    return { kind: 'is', variable, test, presence: name === 'IsPresent', expected: operand };
  }
  const isPath = name.endsWith('Path') && name !== 'StringMatchesPath';
  const operator = COMPARISONS.get(isPath ? name.slice(0, -'Path'.length) : name);
  if (!operator) throw new NotEmulated(`The comparison ${name}`, where);
  const refused = () => invalidDefinition(`${name} cannot have the value ${JSON.stringify(operand)}`, where);
  if (isPath) {
    if (typeof operand !== 'string') throw refused();
    checkReadable(() => compilePath(operand), name, where);
    return { kind: 'compare', variable, operator, operand: { path: operand } };
  }
  if (!operator.accepts(operand)) throw refused();
  return { kind: 'compare', variable, operator, operand: { value: operand } };
}

/** The members of a rule that say what follows. */
export function ruleTarget(rule: JsonObject, where: string): string {
  if (typeof rule.Next !== 'string') throw invalidDefinition('A choice rule needs a Next', where);
  return rule.Next;
}
