/** The parts of a schema that lead to the schemas inside it. */
interface SchemaShape {
  readonly entries?: Readonly<Record<string, SchemaShape>>;
  readonly item?: SchemaShape;
  readonly value?: SchemaShape;
  readonly wrapped?: SchemaShape;
  readonly options?: readonly unknown[];
  readonly getter?: (input: unknown) => SchemaShape;
}

/** The keys that a schema takes in the object at a path; none where it cannot tell. */
export function knownKeys(schema: unknown, path: readonly (string | number)[]): readonly string[] {
  const keys = schemasAt([schema as SchemaShape], path).flatMap((shape) => Object.keys(shape.entries ?? {}));
  return [...new Set(keys)];
}

function schemasAt(shapes: readonly SchemaShape[], path: readonly (string | number)[]): readonly SchemaShape[] {
  const open = shapes.flatMap(unwrapped);
  const [name, ...rest] = path;
  if (name === undefined) return open;
  const inside = open.flatMap((shape) => {
    const next = shape.entries?.[name] ?? shape.item ?? shape.value;
    return next ? [next] : [];
  });
  return schemasAt(inside, rest);
}

/** Opens optional, chosen and late schemas; a late one is asked for the schema of an object. */
function unwrapped(shape: SchemaShape): readonly SchemaShape[] {
  if (shape.wrapped) return unwrapped(shape.wrapped);
  if (shape.getter) return unwrapped(shape.getter({}));
  const options = (shape.options ?? []).filter((option) => typeof option === 'object' && option !== null);
  return options.length > 0 ? options.flatMap((option) => unwrapped(option as SchemaShape)) : [shape];
}
