import { invalidPattern } from './event-pattern-error';
import type { LeafTest } from './leaf-test';

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};
/** EventBridge compares numbers up to this size only. */
const LARGEST = 5e9;

/** `["=", 300]`, or one or two bounds such as `[">", 0, "<=", 5]`. */
export function numeric(wanted: unknown): LeafTest {
  if (!Array.isArray(wanted) || wanted.length === 0) throw invalidPattern('Value of numeric must be an array.');
  const given: readonly unknown[] = wanted;
  if (given.length !== 2 && given.length !== 4) throw invalidPattern('Too many elements in numeric expression');
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < given.length; index += 2) {
    const operator = given[index];
    const bound = given[index + 1];
    const compare = typeof operator === 'string' ? COMPARISONS[operator] : undefined;
    if (!compare) throw invalidPattern(`Unrecognized numeric range operator: ${String(operator)}`);
    if (typeof bound !== 'number' || Math.abs(bound) > LARGEST) {
      throw invalidPattern(`Value of ${String(operator)} must be numeric`);
    }
    tests.push((value) => compare(value, bound));
  }
  return (leaf) => typeof leaf === 'number' && tests.every((test) => test(leaf));
}
