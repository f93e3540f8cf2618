import { type Operand, series, type Series } from './operand';

/**
 * `FILL(series, number)` and `FILL(series, REPEAT)`.
 *
 * Periods that are merely not published yet are filled as well, which can hold an alarm in OK or ALARM (CloudWatch
 * User Guide, "Using metric math", FILL).
 */
export function fillFunction(values: Series, filler: number | 'REPEAT'): Operand {
  if (filler !== 'REPEAT') return series(values.map((value) => value ?? filler));
  let last: number | undefined;
  return series(values.map((value) => (last = value ?? last)));
}
