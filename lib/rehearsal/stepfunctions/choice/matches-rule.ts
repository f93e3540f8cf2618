import type { Json } from '../data/json';
import type { ChoiceRule } from './choice-rule';

export interface RuleSubject {
  /** The value at a path, or undefined. */
  find(path: string): Json | undefined;
  /** The error of a path that finds nothing where a value is needed. */
  missing(path: string): Error;
  condition(expression: string | boolean): Promise<boolean>;
}

/** Whether a rule of a Choice state holds. */
export async function matchesRule(rule: ChoiceRule, subject: RuleSubject): Promise<boolean> {
  switch (rule.kind) {
    case 'condition':
      return subject.condition(rule.expression);
    case 'and':
      for (const inner of rule.rules) if (!(await matchesRule(inner, subject))) return false;
      return true;
    case 'or':
      for (const inner of rule.rules) if (await matchesRule(inner, subject)) return true;
      return false;
    case 'not':
      return !(await matchesRule(rule.rule, subject));
    case 'is': {
      const value = subject.find(rule.variable);
      // Only `IsPresent` may ask about what is not there.
      if (value === undefined && !rule.presence) throw subject.missing(rule.variable);
      return rule.test(value) === rule.expected;
    }
    case 'compare': {
      const actual = valueAt(rule.variable, subject);
      const expected = 'path' in rule.operand ? valueAt(rule.operand.path, subject) : rule.operand.value;
      return rule.operator.test(actual, expected);
    }
  }
}

function valueAt(path: string, subject: RuleSubject): Json {
  const value = subject.find(path);
  if (value === undefined) throw subject.missing(path);
  return value;
}
