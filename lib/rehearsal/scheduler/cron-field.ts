/** One of the first six fields of a cron expression, as the values it takes. */
export interface CronFieldRange {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Names that stand for the values from `from` on, such as JAN. */
  readonly names?: readonly string[];
}

/** The values of a field that is made of `*`, numbers, names, ranges and steps; undefined where it is malformed. */
export function parseCronField(text: string, range: CronFieldRange): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const parsed = parsePart(part, range);
    if (!parsed) return undefined;
    for (const value of parsed) values.add(value);
  }
  return values;
}

/** A single number or name of a field. */
export function parseCronValue(text: string, { from, to, names = [] }: CronFieldRange): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return from + named;
  if (!/^\d+$/.test(text)) return undefined;
  const value = Number(text);
  return value >= from && value <= to ? value : undefined;
}

function parsePart(part: string, range: CronFieldRange): readonly number[] | undefined {
  const [base = '', increment, ...rest] = part.split('/');
  if (rest.length > 0) return undefined;
  const step = increment === undefined ? 1 : /^\d+$/.test(increment) ? Number(increment) : 0;
  if (step === 0) return undefined;
  if (base === '*') return steps(range.from, range.to, step, range);
  const [first = '', last, ...more] = base.split('-');
  const from = parseCronValue(first, range);
  if (from === undefined || more.length > 0) return undefined;
  // A step without a range goes on to the field's end: `0/15` is every fifteenth minute.
  if (last === undefined) return steps(from, increment === undefined ? from : range.to, step, range);
  const to = parseCronValue(last, range);
  return to === undefined ? undefined : steps(from, to, step, range);
}

/** A range may go over the field's end, as in AWS's example of the hours `20-2`. */
function steps(from: number, to: number, step: number, range: CronFieldRange): readonly number[] {
  const size = range.to - range.from + 1;
  const count = Math.floor((to - from + (to < from ? size : 0)) / step) + 1;
  return Array.from({ length: count }, (_, index) => ((from - range.from + index * step) % size) + range.from);
}
