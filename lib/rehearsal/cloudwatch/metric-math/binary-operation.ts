import { validationError } from '../validation-error';
import { type BinaryOperator } from './expression';
import { type Operand, scalar, series } from './operand';

const CALCULATE: Readonly<Record<BinaryOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
};

/**
 * Applies an operator period by period.
 *
 * Between two series a value that is missing on one side counts as 0, for arithmetic and for comparisons; missing on
 * both, or in a series that meets a plain number, it stays missing (CloudWatch User Guide, "Using metric math", basic
 * arithmetic functions, comparison and logical operators).
 */
export function binaryOperation(operator: BinaryOperator, left: Operand, right: Operand): Operand {
  const calculate = CALCULATE[operator];
  if (left.kind === 'scalar') {
    if (right.kind === 'scalar')
      return scalar(finite(calculate(left.value, right.value), `${left.value} ${operator} ${right.value}`));
    return series(right.values.map((value) => (value === undefined ? undefined : calculate(left.value, value))));
  }
  if (right.kind === 'scalar') {
    return series(left.values.map((value) => (value === undefined ? undefined : calculate(value, right.value))));
  }
  return series(
    left.values.map((value, position) => {
      const other = right.values[position];
      return value === undefined && other === undefined ? undefined : calculate(value ?? 0, other ?? 0);
    }),
  );
}

function finite(value: number, calculation: string): number {
  if (Number.isFinite(value)) return value;
  throw validationError(`Invalid metric math: ${calculation} is not a number`);
}
