/** Something in a value that would not arrive as it is, since it travels as JSON. */
export interface JsonProblem {
  /** Names and indexes joined by dots; empty for the value itself. */
  readonly path: string;
  /** Follows the name of the place. */
  readonly says: string;
}

/**
 * Whatever is in a value and JSON would leave out, change or refuse: it holds text, true and false, null, lists, plain
 * objects, and numbers as far as readers agree on them (RFC 8259, section 6).
 */
export function jsonProblems(value: unknown): readonly JsonProblem[] {
  return problemsIn(value, [], []);
}

function problemsIn(value: unknown, path: readonly string[], above: readonly unknown[]): readonly JsonProblem[] {
  const refused = (says: string, got: string) => [{ path: path.join('.'), says: `${says}, got: ${got}` }];
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return [];
    case 'number':
      if (!Number.isFinite(value)) return refused('must be a number that JSON has', String(value));
      return Math.abs(value) <= Number.MAX_SAFE_INTEGER
        ? []
        : refused(`must be at most ${Number.MAX_SAFE_INTEGER}, as JSON carries it, or text`, String(value));
    case 'object':
      break;
    case 'bigint':
      return refused(HOLD, `${value}n`);
    default:
      return refused(HOLD, typeof value);
  }
  if (value === null) return [];
  if (above.includes(value)) return refused(HOLD, 'an object that holds itself');
  if (!Array.isArray(value) && !isPlain(value)) return refused(HOLD, className(value));
  // A list has its holes visited too.
  const inside: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? Array.from(value as readonly unknown[], (one, index) => [String(index), one])
    : Object.entries(value);
  return inside.flatMap(([name, one]) => problemsIn(one, [...path, name], [...above, value]));
}

const HOLD = 'must be something that JSON can hold';

/** Made by braces or by `Object.create(null)`, in whatever realm. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function className(value: object): string {
  const { name } = value.constructor;
  return name === '' ? 'an object of a class' : `a ${name}`;
}
