import type { Json } from '../data/json';
import type { ComparisonOperator, TypeTest } from './comparisons';

/** A condition of a Choice state. */
export type ChoiceRule =
  /** JSONata. */
  | { readonly kind: 'condition'; readonly expression: string | boolean }
  | { readonly kind: 'and' | 'or'; readonly rules: readonly ChoiceRule[] }
  | { readonly kind: 'not'; readonly rule: ChoiceRule }
  /** Whether the variable is there, is null, is a string… */
  | {
      readonly kind: 'is';
      readonly variable: string;
      readonly test: TypeTest;
      readonly presence: boolean;
      readonly expected: boolean;
    }
  | {
      readonly kind: 'compare';
      readonly variable: string;
      readonly operator: ComparisonOperator;
      /** A value, or the path of one. */
      readonly operand: { readonly value: Json } | { readonly path: string };
    };
