/** A parsed metric math expression. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'reference'; readonly id: string }
  | { readonly kind: 'negation'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly whenTrue: Expression;
      /** Left out: datapoints whose condition is false are dropped. */
      readonly whenFalse: Expression | undefined;
    }
  | { readonly kind: 'fill'; readonly series: Expression; readonly filler: Expression | 'REPEAT' }
  | { readonly kind: 'aggregate'; readonly function: Aggregate; readonly items: readonly Expression[] };

export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'AND' | 'OR';

/** A function of several time series that makes one of them, minute by minute. */
export type Aggregate = 'MAX' | 'MIN' | 'SUM' | 'AVG';
