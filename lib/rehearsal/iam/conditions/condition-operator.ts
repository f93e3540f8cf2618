import type { Variables } from '../matching/policy-variables';

/** What an operator needs beside the two values that it compares. */
export interface Comparison {
  /** Undefined in a policy that knows no variables. */
  readonly variables: Variables | undefined;
  /** Whether it is compared to find that it does not match. */
  readonly isNegated: boolean;
  /** For messages: which statement of which policy. */
  readonly where: string;
}

/** Compares a value of the request with one of the policy. */
export type Compare = (actual: string, expected: string, comparison: Comparison) => boolean;

/** One condition operator. IAM User Guide, "IAM JSON policy elements: Condition operators". */
export interface ConditionOperator {
  readonly compare: Compare;
  /** Whether it holds where *none* of the policy's values compares. */
  readonly isNegated: boolean;
}

export type ConditionOperators = Readonly<Record<string, ConditionOperator>>;

export function positive(compare: Compare): ConditionOperator {
  return { compare, isNegated: false };
}

export function negated(compare: Compare): ConditionOperator {
  return { compare, isNegated: true };
}
