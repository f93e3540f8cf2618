import { invalidPattern } from './event-pattern-error';
import type { LeafTest } from './leaf-test';

/** `*` is any text, even none; `\*` and `\\` are the characters themselves. */
export function wildcard(wanted: unknown): LeafTest {
  if (typeof wanted !== 'string') throw invalidPattern('wildcard match pattern must be a string');
  const tokens = wanted.match(/\\.|[^\\]|\\$/gsu) ?? [];
  const parts = tokens.map((token, index) => {
    if (token === '*') {
      if (tokens[index + 1] === '*') throw invalidPattern(`Consecutive wildcard characters at pos ${index}`);
      return '.*';
    }
    if (token.startsWith('\\') && token !== '\\\\' && token !== '\\*') {
      throw invalidPattern(`Invalid escape character at pos ${index}`);
    }
    return (token.length > 1 ? token.slice(1) : token).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  const expression = new RegExp(`^${parts.join('')}$`, 's');
  return (leaf) => typeof leaf === 'string' && expression.test(leaf);
}
