import { validationError } from '../validation-error';
import { type BinaryOperator } from './expression';
import { array, type Operand, scalar, series, type Series } from './operand';

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

const COMPARING: ReadonlySet<BinaryOperator> = new Set(['<', '<=', '>', '>=', '==', '!=', 'AND', 'OR']);

/**
 * Applies an operator period by period.
 *
 * Between two series a value that is missing on one side counts as 0, for arithmetic and for comparisons; missing on
 * both, or in a series that meets a plain number, it stays missing (CloudWatch User Guide, "Using metric math", basic
 * arithmetic functions, comparison and logical operators).
 */
export function binaryOperation(operator: BinaryOperator, left: Operand, right: Operand): Operand {
  const calculate = CALCULATE[operator];
  if (left.kind === 'array' || right.kind === 'array') return withArray(operator, left, right);
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

/** Arithmetic takes an array on one side, and works on each series of it. */
function withArray(operator: BinaryOperator, left: Operand, right: Operand): Operand {
  if (COMPARING.has(operator) || left.kind === right.kind) {
    throw validationError(`Invalid metric math: ${operator} does not take an array of time series here`);
  }
  if (left.kind === 'array')
    return array(left.items.map((item) => values(binaryOperation(operator, series(item), right))));
  if (right.kind === 'array')
    return array(right.items.map((item) => values(binaryOperation(operator, left, series(item)))));
  return binaryOperation(operator, left, right);
}

function values(operand: Operand): Series {
  return operand.kind === 'series' ? operand.values : [];
}

function finite(value: number, calculation: string): number {
  if (Number.isFinite(value)) return value;
  throw validationError(`Invalid metric math: ${calculation} is not a number`);
}
