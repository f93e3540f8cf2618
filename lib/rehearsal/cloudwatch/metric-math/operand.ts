/** The values of some periods, oldest first; `undefined` where there is no datapoint. */
export type Series = readonly (number | undefined)[];

/** What an expression, or a part of one, comes to. */
export type Operand =
  { readonly kind: 'scalar'; readonly value: number } | { readonly kind: 'series'; readonly values: Series };

export function scalar(value: number): Operand {
  return { kind: 'scalar', value };
}

/** A series without the values that are no number, such as those divided by zero: CloudWatch drops these. */
export function series(values: Series): Operand {
  return { kind: 'series', values: values.map((value) => (Number.isFinite(value) ? value : undefined)) };
}
