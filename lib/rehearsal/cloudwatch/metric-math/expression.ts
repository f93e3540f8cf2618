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
  | { readonly kind: 'fill'; readonly series: Expression; readonly filler: Expression | 'REPEAT' | 'LINEAR' }
  | { readonly kind: 'map'; readonly function: MapFunction; readonly operand: Expression }
  | { readonly kind: 'period'; readonly id: string }
  /** `[m1, m2]`: an array of time series. */
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  /** `METRICS()`, or `METRICS("text")`: the metrics whose id has this text in it. */
  | { readonly kind: 'metrics'; readonly idContains: string }
  | { readonly kind: 'aggregate'; readonly function: Aggregate; readonly operand: Expression };

export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'AND' | 'OR';

/** A function of several time series that makes one of them, period by period. */
export const AGGREGATES = ['MAX', 'MIN', 'SUM', 'AVG'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** A function that makes a time series of each time series. */
export const MAP_FUNCTIONS = ['ABS', 'CEIL', 'FLOOR', 'DIFF', 'RATE'] as const;
export type MapFunction = (typeof MAP_FUNCTIONS)[number];
