import type { Json } from '../json';

/** Fills in each `{}` of a template; `\{` and `\}` are brackets themselves. */
export function format(template: string, values: readonly Json[], failure: (problem: string) => Error): string {
  let used = 0;
  const text = template.replace(/\\([{}])|\{\}/g, (_, escaped?: string) => {
    if (escaped !== undefined) return escaped;
    const value = values[used];
    used += 1;
    if (value === undefined) throw failure(`States.Format has more {} than values: ${template}`);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  if (used < values.length) throw failure(`States.Format has fewer {} than values: ${template}`);
  return text;
}
