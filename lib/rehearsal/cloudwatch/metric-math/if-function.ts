import { validationError } from '../validation-error';
import { type Operand, series } from './operand';

/**
 * `IF(condition, whenTrue, whenFalse)` (CloudWatch User Guide, "Using IF expressions").
 *
 * A true condition whose value is missing gives 0; a false one whose value is missing, or left out, gives no datapoint,
 * and neither does a missing condition.
 */
export function ifFunction(condition: Operand, whenTrue: Operand, whenFalse: Operand | undefined): Operand {
  if ([condition, whenTrue, whenFalse].some((operand) => operand?.kind === 'array')) {
    throw validationError('Invalid metric math: IF does not take an array of time series');
  }
  if (condition.kind !== 'series') return chooseWhole(condition, whenTrue, whenFalse);
  return series(
    condition.values.map((value, position) => {
      if (value === undefined) return undefined;
      return value === 0 ? valueAt(whenFalse, position) : (valueAt(whenTrue, position) ?? 0);
    }),
  );
}

function chooseWhole(condition: Operand, whenTrue: Operand, whenFalse: Operand | undefined): Operand {
  const periods = [whenTrue, whenFalse].find((operand) => operand?.kind === 'series');
  if (periods?.kind !== 'series') throw validationError('Invalid metric math: IF needs at least one time series');
  const chosen = condition.kind === 'scalar' && condition.value === 0 ? whenFalse : whenTrue;
  return series(periods.values.map((_, position) => valueAt(chosen, position)));
}

function valueAt(operand: Operand | undefined, position: number): number | undefined {
  switch (operand?.kind) {
    case 'scalar':
      return operand.value;
    case 'series':
      return operand.values[position];
    case 'array':
    case undefined:
      return undefined;
  }
}
