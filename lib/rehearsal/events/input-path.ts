import { NotEmulated } from '../kernel/not-emulated';

const STEP = /^(?:\.([A-Za-z_][\w-]*)|\['([^']+)'\]|\[(\d+)\])/;

/**
 * Reads the JSON paths that rules use, such as `$.detail.items[0]`: names by a dot or in brackets, and positions. Other
 * paths stop by name.
 *
 * @returns what is there in a value; undefined where nothing is
 */
export function compileInputPath(path: string, where: string): (value: unknown) => unknown {
  const steps: (string | number)[] = [];
  let rest = path.startsWith('$') ? path.slice(1) : `.${path}`;
  while (rest !== '') {
    const [text, byDot, byName, position] = STEP.exec(rest) ?? [];
    if (text === undefined) throw new NotEmulated(`The JSON path ${path}`, where, 'Use names and positions only.');
    steps.push(position === undefined ? (byDot ?? byName ?? '') : Number(position));
    rest = rest.slice(text.length);
  }
  return (value) => steps.reduce(stepInto, value);
}

function stepInto(value: unknown, step: string | number): unknown {
  if (typeof step === 'number') return Array.isArray(value) ? (value as readonly unknown[])[step] : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[step];
}
