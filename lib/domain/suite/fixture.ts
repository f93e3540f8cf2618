/** Values that the turns of a suite refer to as `${fixture.name}`. */
export type Fixtures = Readonly<Record<string, unknown>>;

/** What a fixture may be called. */
export const FIXTURE_NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;

const REFERENCE = /\$\{fixture\.([^}]*)\}/g;
const NOTHING_ELSE = /^\$\{fixture\.([^}]*)\}$/;

/** The names that a value refers to, anywhere inside it. */
export function fixtureNames(value: unknown): readonly string[] {
  if (typeof value === 'string') return [...value.matchAll(REFERENCE)].map(([, name = '']) => name);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(fixtureNames);
}

/**
 * A copy with every reference filled in. A text that is a reference and nothing else becomes the fixture's value as it
 * is, a number or an object too; inside a longer text it is written out.
 */
export function filled<T>(value: T, fixtures: Fixtures): T {
  return fill(value, fixtures) as T;
}

function fill(value: unknown, fixtures: Fixtures): unknown {
  if (typeof value === 'string') {
    const [, whole] = NOTHING_ELSE.exec(value) ?? [];
    if (whole !== undefined) return fixtures[whole];
    return value.replace(REFERENCE, (_, name: string) => asText(fixtures[name]));
  }
  if (Array.isArray(value)) return value.map((inside) => fill(inside, fixtures));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, fill(inside, fixtures)]));
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
