import { matchesPattern } from '../matching/pattern';
import { fillIn, fillInText } from '../matching/policy-variables';
import { matchWithoutValue } from '../matching/without-value';
import { negated, positive, type Compare, type ConditionOperators } from './condition-operator';

function compareText(test: (actual: string, expected: string) => boolean): Compare {
  return (actual, expected, { variables, isNegated, where }) => {
    const text = fillInText(expected, variables);
    return text === undefined ? matchWithoutValue(expected, isNegated, where) : test(actual, text);
  };
}

const equals = compareText((actual, expected) => actual === expected);

const equalsIgnoringCase = compareText((actual, expected) => actual.toLowerCase() === expected.toLowerCase());

const like: Compare = (actual, expected, { variables, isNegated, where }) => {
  const pattern = fillIn(expected, variables);
  return pattern ? matchesPattern(pattern, actual) : matchWithoutValue(expected, isNegated, where);
};

export const STRING_OPERATORS: ConditionOperators = {
  StringEquals: positive(equals),
  StringNotEquals: negated(equals),
  StringEqualsIgnoreCase: positive(equalsIgnoringCase),
  StringNotEqualsIgnoreCase: negated(equalsIgnoringCase),
  StringLike: positive(like),
  StringNotLike: negated(like),
};
