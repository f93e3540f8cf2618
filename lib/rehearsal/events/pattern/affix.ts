import { invalidPattern } from './event-pattern-error';
import type { LeafTest } from './leaf-test';

/** `prefix` and `suffix`, of a text or, whatever its case, of `equals-ignore-case`. */
export function affix(kind: 'prefix' | 'suffix', wanted: unknown): LeafTest {
  const fits = (text: string, part: string) => (kind === 'prefix' ? text.startsWith(part) : text.endsWith(part));
  if (typeof wanted === 'string') return (leaf) => typeof leaf === 'string' && fits(leaf, wanted);
  if (typeof wanted === 'object' && wanted !== null && Object.keys(wanted).join() === 'equals-ignore-case') {
    const part = (wanted as { readonly 'equals-ignore-case': unknown })['equals-ignore-case'];
    if (typeof part === 'string') {
      return (leaf) => typeof leaf === 'string' && fits(leaf.toLowerCase(), part.toLowerCase());
    }
  }
  throw invalidPattern(`${kind} match pattern must be a string`);
}
