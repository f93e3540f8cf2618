import * as v from 'valibot';
import { beginning } from '../size/beginning';

/** Whether a value is as expected, by the name of the way it is compared. */
interface Matcher {
  readonly holds: (value: unknown, expected: never) => boolean;
  /** Completes "expected to …". */
  readonly says: (expected: unknown) => string;
}

const same = (left: unknown, right: unknown): boolean => canonical(left) === canonical(right);

const MATCHERS = {
  equals: {
    holds: same,
    says: (expected) => `equal ${shown(expected)}`,
  },
  contains: {
    holds: (value, expected: unknown) => has(value, expected),
    says: (expected) => `contain ${shown(expected)}`,
  },
  notContains: {
    holds: (value, expected: unknown) => (typeof value === 'string' || Array.isArray(value)) && !has(value, expected),
    says: (expected) => `not contain ${shown(expected)}`,
  },
  matches: {
    holds: (value, expected: string) => typeof value === 'string' && new RegExp(expected, 'u').test(value),
    says: (expected) => `match /${String(expected)}/`,
  },
  oneOf: {
    holds: (value, expected: readonly unknown[]) => expected.some((one) => same(value, one)),
    says: (expected) => `be one of ${shown(expected)}`,
  },
  atLeast: {
    holds: (value, expected: number) => typeof value === 'number' && value >= expected,
    says: (expected) => `be at least ${shown(expected)}`,
  },
  atMost: {
    holds: (value, expected: number) => typeof value === 'number' && value <= expected,
    says: (expected) => `be at most ${shown(expected)}`,
  },
  exists: {
    holds: (value, expected: boolean) => (value !== undefined && value !== null) === expected,
    says: (expected) => (expected === true ? 'exist' : 'not exist'),
  },
} as const satisfies Record<string, Matcher>;

const regularExpression = v.pipe(
  v.string(),
  v.check((text) => {
    try {
      return new RegExp(text, 'u').source.length > 0;
    } catch {
      return false;
    }
  }, 'must be a regular expression'),
);

/** At least one matcher; where there are several, all must hold. */
const matchersSchema = v.pipe(
  v.strictObject({
    equals: v.optional(v.unknown()),
    contains: v.optional(v.unknown()),
    notContains: v.optional(v.unknown()),
    matches: v.optional(regularExpression),
    oneOf: v.optional(v.pipe(v.array(v.unknown()), v.minLength(1))),
    atLeast: v.optional(v.number()),
    atMost: v.optional(v.number()),
    exists: v.optional(v.boolean()),
  } satisfies Record<keyof typeof MATCHERS, v.GenericSchema>),
  v.check((matchers) => Object.keys(matchers).length > 0, `must name a matcher: ${Object.keys(MATCHERS).join(', ')}`),
);

export type Expectation = v.InferOutput<typeof matchersSchema>;

/** A mapping of matchers, or a plain value, which must then be equal. */
export const expectationSchema: v.GenericSchema<unknown, Expectation> = v.lazy((input) =>
  typeof input === 'object' && input !== null && !Array.isArray(input)
    ? matchersSchema
    : v.pipe(
        v.unknown(),
        v.transform((equals) => ({ equals })),
      ),
);

/** An expectation as its schema makes it; what the schema refuses stays as it is, to be refused with what it is part of. */
export function asExpectation(value: unknown): Expectation {
  const { success, output } = v.safeParse(expectationSchema, value);
  return success ? output : (value as Expectation);
}

/**
 * What a value was expected to be and is not: one phrase for each matcher that does not hold.
 *
 * @param written the same expectation as people are to read it, `${fixture.name}` where a fixture is filled in
 */
export function unmet(value: unknown, expectation: Expectation, written = expectation): readonly string[] {
  return Object.entries(MATCHERS).flatMap(([name, matcher]) => {
    if (!Object.hasOwn(expectation, name)) return [];
    const expected = expectation[name as keyof Expectation];
    return (matcher as Matcher).holds(value, expected as never)
      ? []
      : [(matcher as Matcher).says(written[name as keyof Expectation])];
  });
}

/**
 * A value for a message: as JSON, and not longer than a reader wants.
 *
 * @param said takes out what a message must not have, before the text is cut
 */
export function shown(value: unknown, said: (text: string) => string = (text) => text): string {
  const text = value === undefined ? 'nothing' : said(JSON.stringify(value));
  return beginning(text, 200);
}

function has(value: unknown, expected: unknown): boolean {
  if (typeof value === 'string') return value.includes(String(expected));
  return Array.isArray(value) && value.some((one) => same(one, expected));
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inside: unknown) =>
    typeof inside === 'object' && inside !== null && !Array.isArray(inside)
      ? Object.fromEntries(Object.entries(inside).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inside,
  );
}
