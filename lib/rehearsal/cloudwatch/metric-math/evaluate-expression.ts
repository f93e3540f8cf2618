import { validationError } from '../validation-error';
import { aggregateFunction } from './aggregate-function';
import { binaryOperation } from './binary-operation';
import { type Expression } from './expression';
import { fillFunction } from './fill-function';
import { ifFunction } from './if-function';
import { type Operand, scalar, type Series, series } from './operand';

/** Evaluates an expression; `valueOf` answers what an id stands for. All series must cover the same periods. */
export function evaluateExpression(expression: Expression, valueOf: (id: string) => Operand): Operand {
  const evaluate = (part: Expression) => evaluateExpression(part, valueOf);
  switch (expression.kind) {
    case 'number':
      return scalar(expression.value);
    case 'reference':
      return valueOf(expression.id);
    case 'negation':
      return negate(evaluate(expression.operand));
    case 'binary':
      return binaryOperation(expression.operator, evaluate(expression.left), evaluate(expression.right));
    case 'if': {
      const { condition, whenTrue, whenFalse } = expression;
      return ifFunction(evaluate(condition), evaluate(whenTrue), whenFalse && evaluate(whenFalse));
    }
    case 'fill': {
      const values = seriesOnly(evaluate(expression.series), 'FILL');
      return fillFunction(values, expression.filler === 'REPEAT' ? 'REPEAT' : number(evaluate(expression.filler)));
    }
    case 'aggregate': {
      const items = expression.items.map((item) => seriesOnly(evaluate(item), expression.function));
      return aggregateFunction(expression.function, items);
    }
  }
}

function negate(operand: Operand): Operand {
  return operand.kind === 'scalar'
    ? scalar(-operand.value)
    : series(operand.values.map((value) => (value === undefined ? undefined : -value)));
}

function seriesOnly(operand: Operand, user: string): Series {
  if (operand.kind === 'series') return operand.values;
  throw validationError(`Invalid metric math: ${user} needs a time series, got: ${operand.value}`);
}

function number(operand: Operand): number {
  if (operand.kind === 'scalar') return operand.value;
  throw validationError('Invalid metric math: FILL fills a time series with a number or REPEAT');
}
