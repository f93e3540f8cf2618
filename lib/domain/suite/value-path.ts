/** A place in a JSON value: names and, for lists, indexes, joined by dots, such as `body.titles.0`. */
export type ValuePath = string;

/** The value at a path, or undefined where there is none. */
export function valueAt(value: unknown, path: ValuePath): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inside, name) =>
        typeof inside === 'object' && inside !== null && Object.hasOwn(inside, name)
          ? (inside as Readonly<Record<string, unknown>>)[name]
          : undefined,
      value,
    );
}

const INDEX = /^(0|[1-9]\d*)$/;

/** A copy with the value at a path set; objects on the way are made where they are missing, and lists stay lists. */
export function withValueAt(value: unknown, path: ValuePath, set: unknown): unknown {
  const [name = '', ...rest] = path.split('.');
  const inside = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const next = rest.length === 0 ? set : withValueAt(inside[name], rest.join('.'), set);
  if (Array.isArray(value) && INDEX.test(name)) return Object.assign([...(value as unknown[])], { [name]: next });
  return { ...inside, [name]: next };
}

/** A copy with an overlay merged in: objects name by name, anything else replaced whole. */
export function merged(base: unknown, overlay: unknown): unknown {
  if (!isPlain(base) || !isPlain(overlay)) return overlay === undefined ? base : overlay;
  const names = [...new Set([...Object.keys(base), ...Object.keys(overlay)])];
  return Object.fromEntries(names.map((name) => [name, merged(own(base, name), own(overlay, name))]));
}

/** What an object itself has by a name, and never what all objects inherit, such as `constructor`. */
function own(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
