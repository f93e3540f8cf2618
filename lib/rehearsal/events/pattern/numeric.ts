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

/** `["=", 300]`, one bound, or a lower and an upper one, such as `[">", 0, "<=", 5]`, in this order. */
export function numeric(wanted: unknown): LeafTest {
  if (!Array.isArray(wanted) || wanted.length === 0) throw invalidPattern('Value of numeric must be an array.');
  const [operator, bound, second, ...rest] = wanted as readonly unknown[];
  const compare = typeof operator === 'string' ? COMPARISONS[operator] : undefined;
  if (!compare) throw invalidPattern(`Unrecognized numeric range operator: ${String(operator)}`);
  const first = numberOf(operator === '=' ? 'equals' : String(operator), bound);
  if (second === undefined) return (leaf) => typeof leaf === 'number' && compare(leaf, first);
  if (operator !== '>' && operator !== '>=') throw invalidPattern('Too many elements in numeric expression');
  if (second !== '<' && second !== '<=')
    throw invalidPattern(`Bad numeric range operator: ${JSON.stringify(second)}`.replaceAll('"', ''));
  const top = numberOf(second, rest[0]);
  if (rest.length > 1) throw invalidPattern('Too many terms in numeric range expression');
  if (top <= first) throw invalidPattern('Bottom must be less than top');
  const below = COMPARISONS[second];
  return (leaf) => typeof leaf === 'number' && compare(leaf, first) && below?.(leaf, top) === true;
}

function numberOf(operator: string, bound: unknown): number {
  if (typeof bound === 'number' && Math.abs(bound) <= LARGEST) return bound;
  throw invalidPattern(`Value of ${operator} must be numeric`);
}
