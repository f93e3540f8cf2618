import { validationError } from '../validation-error';
import { aggregateFunction } from './aggregate-function';
import { binaryOperation } from './binary-operation';
import { type Expression } from './expression';
import { fillFunction } from './fill-function';
import { ifFunction } from './if-function';
import { mapFunction } from './map-function';
import { array, type Operand, scalar, type Series, series } from './operand';

/** What an expression may ask about the list it stands in. */
export interface Context {
  /** What an id stands for. */
  readonly valueOf: (id: string) => Operand;
  /** The ids of the metrics, without the expressions, in order of the list. */
  readonly metricIds: readonly string[];
  readonly periodSeconds: number;
}

/** Evaluates an expression. All series must cover the same periods. */
export function evaluateExpression(expression: Expression, around: Context): Operand {
  const evaluate = (part: Expression) => evaluateExpression(part, around);
  switch (expression.kind) {
    case 'number':
      return scalar(expression.value);
    case 'reference':
      return around.valueOf(expression.id);
    case 'negation':
      return binaryOperation('*', scalar(-1), evaluate(expression.operand));
    case 'binary':
      return binaryOperation(expression.operator, evaluate(expression.left), evaluate(expression.right));
    case 'if': {
      const { condition, whenTrue, whenFalse } = expression;
      return ifFunction(evaluate(condition), evaluate(whenTrue), whenFalse && evaluate(whenFalse));
    }
    case 'fill': {
      const { filler } = expression;
      const value = typeof filler === 'string' ? filler : number(evaluate(filler));
      return eachSeries(evaluate(expression.series), 'FILL', (values) => fillFunction(values, value));
    }
    case 'map': {
      const { function: name, operand } = expression;
      return eachSeries(evaluate(operand), name, (values) => mapFunction(name, values, around.periodSeconds));
    }
    case 'period':
      return scalar(period(expression.id, around));
    case 'array':
      return array(expression.items.flatMap((item) => seriesOf(evaluate(item), 'An array')));
    case 'metrics':
      return array(metrics(expression.idContains, around));
    case 'aggregate':
      return series(
        aggregateFunction(expression.function, arrayOnly(evaluate(expression.operand), expression.function)),
      );
  }
}

function eachSeries(operand: Operand, user: string, change: (values: Series) => Series): Operand {
  const changed = seriesOf(operand, user).map(change);
  return operand.kind === 'array' ? array(changed) : series(changed[0] ?? []);
}

function seriesOf(operand: Operand, user: string): readonly Series[] {
  switch (operand.kind) {
    case 'series':
      return [operand.values];
    case 'array':
      return operand.items;
    case 'scalar':
      throw validationError(`Invalid metric math: ${user} needs a time series, got: ${operand.value}`);
  }
}

function arrayOnly(operand: Operand, user: string): readonly Series[] {
  if (operand.kind === 'array') return operand.items;
  throw validationError(`Invalid metric math: ${user} needs an array of time series, such as [m1, m2]`);
}

function number(operand: Operand): number {
  if (operand.kind === 'scalar') return operand.value;
  throw validationError('Invalid metric math: FILL fills a time series with a number, REPEAT or LINEAR');
}

function period(id: string, { metricIds, periodSeconds }: Context): number {
  if (metricIds.includes(id)) return periodSeconds;
  throw validationError(`Invalid metric math: PERIOD needs a metric of the list, got: ${id}`);
}

function metrics(idContains: string, { metricIds, valueOf }: Context): readonly Series[] {
  const ids = metricIds.filter((id) => id.includes(idContains));
  if (ids.length > 0) return ids.flatMap((id) => seriesOf(valueOf(id), 'METRICS'));
  throw validationError(`Invalid metric math: METRICS("${idContains}") matches none of: ${metricIds.join(', ')}`);
}
