/** What a value is made of, whatever it says: its types, its fields, and what its items are made of together. */
export interface Shape {
  readonly types: ReadonlySet<string>;
  /** By name; those that an object in the same place has not are not in all. */
  readonly fields: ReadonlyMap<string, { readonly shape: Shape; readonly inAll: boolean }>;
  /** Of a list with items; an empty list says nothing of them. */
  readonly items?: Shape;
}

/** The shape of a JSON value. */
export function shapeOf(value: unknown): Shape {
  const types = new Set([typeOf(value)]);
  if (Array.isArray(value)) {
    const [first, ...others] = value.map(shapeOf);
    return { types, fields: new Map(), ...(first ? { items: others.reduce(together, first) } : {}) };
  }
  if (typeof value !== 'object' || value === null) return { types, fields: new Map() };
  const fields = Object.entries(value).map(
    ([name, inside]) => [name, { shape: shapeOf(inside), inAll: true }] as const,
  );
  return { types, fields: new Map(fields) };
}

/** How a shape differs from the one that was there before, at one path. */
export interface Difference {
  readonly kind: 'missing' | 'added' | 'changed';
  readonly path: string;
  /** Completes "the path …". */
  readonly says: string;
}

/** How a shape differs from another, by path; the items of a list are at `*`. */
export function differences(before: Shape, after: Shape, path: string): readonly Difference[] {
  const changed = [...after.types].filter((type) => !before.types.has(type));
  if (changed.length > 0) {
    const says = `was ${named(before.types)}, is ${named(after.types)}`;
    return [{ kind: 'changed', path, says }];
  }
  const items = before.items && after.items ? differences(before.items, after.items, joined(path, '*')) : ([] as const);
  return [...fieldDifferences(before, after, path), ...items];
}

function fieldDifferences(before: Shape, after: Shape, path: string): readonly Difference[] {
  // Where there is no object now, nothing can be said of its fields.
  if (!after.types.has('object')) return [];
  const gone = [...before.fields].flatMap(([name, { shape, inAll }]): readonly Difference[] => {
    const place = joined(path, name);
    const now = after.fields.get(name);
    if (!now) return inAll ? [{ kind: 'missing', path: place, says: 'is missing' }] : [];
    const sometimes = inAll && !now.inAll;
    return [
      ...(sometimes ? [{ kind: 'missing' as const, path: place, says: 'is missing in some items' }] : []),
      ...differences(shape, now.shape, place),
    ];
  });
  const added = [...after.fields.keys()]
    .filter((name) => !before.fields.has(name))
    .map((name): Difference => ({ kind: 'added', path: joined(path, name), says: 'is new' }));
  return [...gone, ...added];
}

/** The shape of what is of one shape or of the other. */
function together(left: Shape, right: Shape): Shape {
  const fields = [...new Map([...left.fields, ...right.fields])].map(([name, last]) => {
    const [one, other] = [left.fields.get(name), right.fields.get(name)];
    const shape = one && other ? together(one.shape, other.shape) : last.shape;
    // What is no object has no fields to miss.
    const inAll = [left, right].every((side) => !side.types.has('object') || side.fields.get(name)?.inAll === true);
    return [name, { shape, inAll }] as const;
  });
  const items = left.items && right.items ? together(left.items, right.items) : (left.items ?? right.items);
  return { types: new Set([...left.types, ...right.types]), fields: new Map(fields), ...(items ? { items } : {}) };
}

function typeOf(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function named(types: ReadonlySet<string>): string {
  return [...types].sort().join(' or ');
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
