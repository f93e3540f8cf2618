/** The values of some periods, oldest first; `undefined` where there is no datapoint. */
export type Series = readonly (number | undefined)[];

/** What an expression, or a part of one, comes to: a number, a time series, or an array of time series. */
export type Operand =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'series'; readonly values: Series }
  | { readonly kind: 'array'; readonly items: readonly Series[] };

export function scalar(value: number): Operand {
  return { kind: 'scalar', value };
}

/** A series without the values that are no number, such as those divided by zero: CloudWatch drops these. */
export function series(values: Series): Operand {
  return { kind: 'series', values: finite(values) };
}

export function array(items: readonly Series[]): Operand {
  return { kind: 'array', items: items.map(finite) };
}

function finite(values: Series): Series {
  return values.map((value) => (Number.isFinite(value) ? value : undefined));
}
