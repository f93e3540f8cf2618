import { type Aggregate } from './expression';
import { type Series } from './operand';

/**
 * `MAX`, `MIN`, `SUM` and `AVG` of several series, period by period. A missing value counts as 0 in `SUM` and `AVG`
 * (CloudWatch User Guide, "Using metric math"). For `MAX` and `MIN` AWS does not say; here it is left out.
 */
export function aggregateFunction(name: Aggregate, items: readonly Series[]): Series {
  const periods = Math.max(0, ...items.map((item) => item.length));
  return Array.from({ length: periods }, (_, position) => {
    const values = items.map((item) => item[position]).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : combine(name, values, items.length);
  });
}

function combine(name: Aggregate, values: readonly number[], items: number): number {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (name) {
    case 'MAX':
      return Math.max(...values);
    case 'MIN':
      return Math.min(...values);
    case 'SUM':
      return sum;
    case 'AVG':
      return sum / items;
  }
}
