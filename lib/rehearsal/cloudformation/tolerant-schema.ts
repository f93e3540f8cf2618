import type * as v from 'valibot';
import { holdsUnknown, UNKNOWN } from './unknown-value';

type Schema = v.GenericSchema;
type Run = Schema['~run'];
type Outcome = ReturnType<Run>;

/** One step of a Valibot pipe: a schema, a check or a transformation. */
interface Step {
  readonly kind: string;
  '~run'(dataset: unknown, config: unknown): Outcome;
}

/** The members by which Valibot's schemas hold other schemas. */
const NESTED = ['entries', 'items', 'options', 'item', 'wrapped', 'key', 'value', 'rest'] as const;

/** A schema never changes, and each has many resources to check. */
const made = new WeakMap<Schema, Schema>();

/**
 * The same schema, but for properties of which some values are not known yet: those pass, and all others are held to
 * it. So an unknown name is found at any depth before a stack operation begins.
 */
export function tolerantSchema(schema: Schema): Schema {
  let tolerant = made.get(schema);
  if (!tolerant) {
    tolerant = makeTolerant(schema);
    made.set(schema, tolerant);
  }
  return tolerant;
}

function makeTolerant(schema: Schema): Schema {
  const steps: unknown = 'pipe' in schema ? schema.pipe : undefined;
  if (Array.isArray(steps)) return passing(schema, tolerantPipe(steps.filter(isStep)));
  const parts: Record<string, unknown> = {};
  for (const name of NESTED) {
    if (name in schema) parts[name] = tolerantParts(Reflect.get(schema, name));
  }
  const getter: unknown = 'getter' in schema ? schema.getter : undefined;
  if (isGetter(getter)) parts.getter = (input: unknown) => tolerantParts(getter(input));
  const nested: Schema = { ...schema, ...parts };
  // A schema of the author's own looks at the whole value at once, so it has to wait until all of it is known.
  const waits = schema.type === 'custom';
  return passing(nested, (dataset, config) =>
    waits && holdsUnknown(dataset.value) ? typed(dataset.value) : schema['~run'].call(nested, dataset, config),
  );
}

function passing(schema: Schema, run: Run): Schema {
  return {
    ...schema,
    '~run': (dataset, config) => (dataset.value === UNKNOWN ? typed(dataset.value) : run(dataset, config)),
  };
}

/** Checks and transformations look at a value as a whole, so they wait until all of it is known. */
function tolerantPipe(steps: readonly Step[]): Run {
  const tolerant = steps.map((step): Step => (isSchema(step) ? tolerantSchema(step) : step));
  return (dataset, config) => {
    let current: Outcome | undefined;
    for (const step of tolerant) {
      if (step.kind === 'metadata') continue;
      if (current?.issues && step.kind !== 'validation') return { ...current, typed: false };
      if (current && step.kind !== 'schema' && holdsUnknown(current.value)) {
        if (step.kind === 'validation') continue;
        // What a transformation would have made of the value is not known, so the steps after it have nothing to hold.
        return current;
      }
      current = step['~run'](current ?? dataset, config);
    }
    return current ?? typed(dataset.value);
  };
}

function tolerantParts(part: unknown): unknown {
  if (isSchema(part)) return tolerantSchema(part);
  if (Array.isArray(part)) return part.map(tolerantParts);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, tolerantParts(value)]));
}

function typed(value: unknown): Outcome {
  return { typed: true, value };
}

function isGetter(value: unknown): value is (input: unknown) => unknown {
  return typeof value === 'function';
}

function isStep(value: unknown): value is Step {
  return typeof value === 'object' && value !== null && '~run' in value && 'kind' in value;
}

function isSchema(value: unknown): value is Schema {
  return isStep(value) && value.kind === 'schema';
}
