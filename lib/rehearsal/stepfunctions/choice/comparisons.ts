import { type Json, jsonTypeOf } from '../data/json';
import { parseTimestamp } from '../data/timestamp';

type Order = (difference: number) => boolean;

const ORDERS: Readonly<Record<string, Order>> = {
  Equals: (difference) => difference === 0,
  LessThan: (difference) => difference < 0,
  GreaterThan: (difference) => difference > 0,
  LessThanEquals: (difference) => difference <= 0,
  GreaterThanEquals: (difference) => difference >= 0,
};

/** An operator of a choice rule: `expected` is what stands beside it in the definition. */
export interface ComparisonOperator {
  readonly name: string;
  /** Whether the definition may name it with this value. */
  accepts(expected: Json): boolean;
  /** Values of another type never match (Amazon States Language, "Data Test Expression"). */
  test(actual: Json, expected: Json): boolean;
}

function ordered<T>(
  family: string,
  read: (value: Json) => T | undefined,
  difference: (a: T, b: T) => number,
): readonly ComparisonOperator[] {
  return Object.entries(ORDERS).map(([order, holds]) => ({
    name: `${family}${order}`,
    accepts: (value) => read(value) !== undefined,
    test: (actual, expected) => {
      const [a, b] = [read(actual), read(expected)];
      return a !== undefined && b !== undefined && holds(difference(a, b));
    },
  }));
}

/** `*` stands for any text; a backslash takes a star or a backslash as it is. */
function matchesPattern(text: string, pattern: string): boolean {
  const source = pattern.replace(
    /\\([*\\])|(\*)|([^*\\]+|\\)/g,
    (_, escaped?: string, star?: string, plain?: string) =>
      star === undefined ? (escaped ?? plain ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : '[\\s\\S]*',
  );
  return new RegExp(`^${source}$`).test(text);
}

const readText = (value: Json) => (typeof value === 'string' ? value : undefined);
const readNumber = (value: Json) => (typeof value === 'number' ? value : undefined);
const readTimestamp = (value: Json) => (typeof value === 'string' ? parseTimestamp(value) : undefined);

const OPERATORS: readonly ComparisonOperator[] = [
  ...ordered('String', readText, (a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  ...ordered('Numeric', readNumber, (a, b) => a - b),
  ...ordered('Timestamp', readTimestamp, (a, b) => a - b),
  {
    name: 'BooleanEquals',
    accepts: (value) => typeof value === 'boolean',
    test: (actual, expected) => typeof actual === 'boolean' && actual === expected,
  },
  {
    name: 'StringMatches',
    accepts: (value) => typeof value === 'string',
    test: (actual, expected) =>
      typeof actual === 'string' && typeof expected === 'string' && matchesPattern(actual, expected),
  },
];

export const COMPARISONS: ReadonlyMap<string, ComparisonOperator> = new Map(
  OPERATORS.map((operator) => [operator.name, operator]),
);

/** What a value can be tested for; `undefined` is a variable that is not there. */
export type TypeTest = (value: Json | undefined) => boolean;

const ofType =
  (type: string): TypeTest =>
  (value) =>
    value !== undefined && jsonTypeOf(value) === type;

export const TYPE_TESTS: ReadonlyMap<string, TypeTest> = new Map<string, TypeTest>([
  ['IsPresent', (value) => value !== undefined],
  ['IsNull', (value) => value === null],
  ['IsNumeric', ofType('number')],
  ['IsString', ofType('string')],
  ['IsBoolean', ofType('boolean')],
  ['IsTimestamp', (value) => value !== undefined && readTimestamp(value) !== undefined],
]);
