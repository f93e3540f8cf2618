import { positive, type ConditionOperators } from './condition-operator';
import { refuseValue } from './refuse-value';

const TRUTH = new Set(['true', 'false']);

export const BOOL_OPERATORS: ConditionOperators = {
  Bool: positive((actual, expected, { where }) => {
    if (!TRUTH.has(expected.toLowerCase())) refuseValue(expected, 'true or false', where);
    return actual.toLowerCase() === expected.toLowerCase();
  }),
};
