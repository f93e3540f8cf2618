import { type MapFunction } from './expression';
import { type Series } from './operand';

/**
 * `ABS`, `CEIL`, `FLOOR`, `DIFF` and `RATE` of a time series (CloudWatch User Guide, "Using metric math").
 *
 * `DIFF` and `RATE` look back to the last period that has a datapoint, however long ago that is; a datapoint without one
 * before it has no difference.
 */
export function mapFunction(name: MapFunction, values: Series, periodSeconds: number): Series {
  switch (name) {
    case 'ABS':
      return eachValue(values, Math.abs);
    case 'CEIL':
      return eachValue(values, Math.ceil);
    case 'FLOOR':
      return eachValue(values, Math.floor);
    case 'DIFF':
      return withPrevious(values, (value, previous) => value - previous);
    case 'RATE':
      return withPrevious(values, (value, previous, periods) => (value - previous) / (periods * periodSeconds));
  }
}

function eachValue(values: Series, calculate: (value: number) => number): Series {
  return values.map((value) => (value === undefined ? undefined : calculate(value)));
}

function withPrevious(
  values: Series,
  calculate: (value: number, previous: number, periodsBetween: number) => number,
): Series {
  let last: { readonly value: number; readonly position: number } | undefined;
  return values.map((value, position) => {
    if (value === undefined) return undefined;
    const result = last && calculate(value, last.value, position - last.position);
    last = { value, position };
    return result;
  });
}
