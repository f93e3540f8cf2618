import { affix } from './affix';
import { equalsIgnoreCase } from './equals-ignore-case';
import { invalidPattern } from './event-pattern-error';
import type { LeafTest } from './leaf-test';
import { wildcard } from './wildcard';

const RULES: Readonly<Record<string, (wanted: unknown) => LeafTest>> = {
  prefix: (wanted) => plainAffix('prefix', wanted),
  suffix: (wanted) => plainAffix('suffix', wanted),
  'equals-ignore-case': (wanted) => {
    if (typeof wanted === 'string') return equalsIgnoreCase(wanted);
    throw invalidPattern('Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.');
  },
  wildcard,
};

const LIST_OR_VALUE = 'Value of anything-but must be an array or single string/number value.';

/** A value that is there and is none of those named, by themselves or by one of the rules. */
export function anythingBut(unwanted: unknown): LeafTest {
  const tests = testsOf(unwanted);
  return (leaf) => leaf !== undefined && !tests.some((test) => test(leaf));
}

function testsOf(unwanted: unknown): readonly LeafTest[] {
  if (isObject(unwanted)) {
    const [entry, ...more] = Object.entries(unwanted);
    const rule = entry && Object.hasOwn(RULES, entry[0]) ? RULES[entry[0]] : undefined;
    if (!rule || more.length > 0) throw invalidPattern(`Unsupported anything-but pattern: ${entry?.[0] ?? 'none'}`);
    return list(entry?.[1]).map(rule);
  }
  return list(unwanted).map((value) => {
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw invalidPattern(
        Array.isArray(unwanted) ? 'Inside anything but list, start|null|boolean is not supported.' : LIST_OR_VALUE,
      );
    }
    return (leaf) => leaf === value;
  });
}

/** Here an affix is a text and nothing else, and not an empty one, which everything has. */
function plainAffix(kind: 'prefix' | 'suffix', wanted: unknown): LeafTest {
  if (isObject(wanted)) throw invalidPattern(LIST_OR_VALUE);
  if (typeof wanted !== 'string') throw invalidPattern('prefix/suffix match pattern must be a string');
  if (wanted === '') throw invalidPattern('Null prefix/suffix not allowed');
  return affix(kind, wanted);
}

function list(value: unknown): readonly unknown[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw invalidPattern('Empty arrays are not allowed');
  return values;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
