import { type Series } from './operand';

/**
 * `FILL(series, number)`, `FILL(series, REPEAT)` and `FILL(series, LINEAR)`.
 *
 * Periods that are merely not published yet are filled as well, which can hold an alarm in OK or ALARM (CloudWatch
 * User Guide, "Using metric math", FILL).
 */
export function fillFunction(values: Series, filler: number | 'REPEAT' | 'LINEAR'): Series {
  if (filler === 'LINEAR') return interpolated(values);
  if (filler !== 'REPEAT') return values.map((value) => value ?? filler);
  let last: number | undefined;
  return values.map((value) => (last = value ?? last));
}

/** Only gaps between two datapoints lie on a line; what comes before the first or after the last stays missing. */
function interpolated(values: Series): Series {
  return values.map((value, position) => {
    if (value !== undefined) return value;
    const before = values.findLastIndex((other, at) => at < position && other !== undefined);
    const after = values.findIndex((other, at) => at > position && other !== undefined);
    const start = values[before];
    const end = values[after];
    if (start === undefined || end === undefined) return undefined;
    return start + ((end - start) * (position - before)) / (after - before);
  });
}
