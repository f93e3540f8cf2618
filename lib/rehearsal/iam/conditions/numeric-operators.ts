import { negated, positive, type Compare, type ConditionOperators } from './condition-operator';
import { refuseValue } from './refuse-value';

const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** A value of the request that is no number compares with none. */
function compareNumbers(test: (actual: number, expected: number) => boolean): Compare {
  return (actual, expected, { where }) => {
    if (!NUMBER.test(expected)) refuseValue(expected, 'number', where);
    return NUMBER.test(actual) && test(Number(actual), Number(expected));
  };
}

const equals = compareNumbers((actual, expected) => actual === expected);

export const NUMERIC_OPERATORS: ConditionOperators = {
  NumericEquals: positive(equals),
  NumericNotEquals: negated(equals),
  NumericLessThan: positive(compareNumbers((actual, expected) => actual < expected)),
  NumericLessThanEquals: positive(compareNumbers((actual, expected) => actual <= expected)),
  NumericGreaterThan: positive(compareNumbers((actual, expected) => actual > expected)),
  NumericGreaterThanEquals: positive(compareNumbers((actual, expected) => actual >= expected)),
};
