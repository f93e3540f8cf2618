import { affix } from './affix';
import { equalsIgnoreCase } from './equals-ignore-case';
import { invalidPattern } from './event-pattern-error';
import type { LeafTest } from './leaf-test';
import { wildcard } from './wildcard';

const RULES: Readonly<Record<string, (wanted: unknown) => LeafTest>> = {
  prefix: (wanted) => affix('prefix', wanted),
  suffix: (wanted) => affix('suffix', wanted),
  'equals-ignore-case': equalsIgnoreCase,
  wildcard,
};

/** A value that is there and is none of those named, by themselves or by one of the rules. */
export function anythingBut(unwanted: unknown): LeafTest {
  const tests = testsOf(unwanted);
  return (leaf) => leaf !== undefined && !tests.some((test) => test(leaf));
}

function testsOf(unwanted: unknown): readonly LeafTest[] {
  if (typeof unwanted === 'object' && unwanted !== null && !Array.isArray(unwanted)) {
    const [entry, ...more] = Object.entries(unwanted);
    const rule = entry && RULES[entry[0]];
    if (!rule || more.length > 0) throw invalidPattern(`Unsupported anything-but pattern: ${entry?.[0] ?? 'none'}`);
    return list(entry[1]).map(rule);
  }
  return list(unwanted).map((value) => {
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw invalidPattern('Inside anything-but list, start|null|boolean is not supported.');
    }
    return (leaf) => leaf === value;
  });
}

function list(value: unknown): readonly unknown[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw invalidPattern('Empty arrays are not allowed');
  return values;
}
