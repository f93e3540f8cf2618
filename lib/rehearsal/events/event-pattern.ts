import * as v from 'valibot';

/** An event pattern: nested names, each with the list of values it takes. Content filters are not emulated. */
export interface EventPattern {
  readonly [name: string]: EventPattern | readonly (string | number | boolean | null)[];
}

const values = v.array(v.union([v.string(), v.number(), v.boolean(), v.null()]));

export const patternSchema: v.GenericSchema<unknown, EventPattern> = v.lazy(() =>
  v.record(v.string(), v.union([values, patternSchema])),
);

/** Whether an event fits a pattern: every name of the pattern is there with one of its values. */
export function matches(pattern: EventPattern, event: unknown): boolean {
  if (typeof event !== 'object' || event === null) return false;
  const members = new Map<string, unknown>(Object.entries(event));
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = members.get(name);
    if (!Array.isArray(wanted)) return matches(wanted as EventPattern, value);
    const found: readonly unknown[] = Array.isArray(value) ? value : [value];
    return found.some((one) => wanted.includes(one));
  });
}
