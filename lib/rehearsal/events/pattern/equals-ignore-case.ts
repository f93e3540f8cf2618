import { invalidPattern } from './event-pattern-error';
import type { LeafTest } from './leaf-test';

export function equalsIgnoreCase(wanted: unknown): LeafTest {
  if (typeof wanted !== 'string') throw invalidPattern('equals-ignore-case match pattern must be a string');
  const lower = wanted.toLowerCase();
  return (leaf) => typeof leaf === 'string' && leaf.toLowerCase() === lower;
}
