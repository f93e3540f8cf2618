import { positive, type ConditionOperators } from './condition-operator';

/** Both values are base-64, and equal where they stand for the same bytes. */
export const BINARY_OPERATORS: ConditionOperators = {
  BinaryEquals: positive((actual, expected) => Buffer.from(actual, 'base64').equals(Buffer.from(expected, 'base64'))),
};
