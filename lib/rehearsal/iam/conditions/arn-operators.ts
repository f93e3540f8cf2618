import { matchesArn } from '../matching/match-arn';
import { fillIn } from '../matching/policy-variables';
import { matchWithoutValue } from '../matching/without-value';
import { negated, positive, type Compare, type ConditionOperators } from './condition-operator';

/** `ArnEquals` and `ArnLike` are one: both know wildcards. */
const like: Compare = (actual, expected, { variables, isNegated, where }) => {
  const pattern = fillIn(expected, variables);
  return pattern ? matchesArn(pattern, actual, where) : matchWithoutValue(expected, isNegated, where);
};

export const ARN_OPERATORS: ConditionOperators = {
  ArnEquals: positive(like),
  ArnLike: positive(like),
  ArnNotEquals: negated(like),
  ArnNotLike: negated(like),
};
