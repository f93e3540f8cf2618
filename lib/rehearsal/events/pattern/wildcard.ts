import { invalidPattern } from './event-pattern-error';
import type { LeafTest } from './leaf-test';
import { wildcardComplexity, type WildcardToken } from './wildcard-complexity';

/** AWS names no limit; this is what is known to be refused. */
const TOO_COMPLEX = 11;

/** `*` is any text, even none; `\*` and `\\` are the characters themselves. */
export function wildcard(wanted: unknown): LeafTest {
  if (typeof wanted !== 'string') throw invalidPattern('wildcard match pattern must be a string');
  const tokens = readTokens(wanted);
  if (wildcardComplexity(tokens, TOO_COMPLEX) >= TOO_COMPLEX) {
    throw invalidPattern(
      'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
    );
  }
  const parts = tokens.map((token) =>
    token.kind === 'star' ? '.*' : token.sign.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  const expression = new RegExp(`^${parts.join('')}$`, 's');
  return (leaf) => typeof leaf === 'string' && expression.test(leaf);
}

function readTokens(wanted: string): readonly WildcardToken[] {
  const texts = wanted.match(/\\.|[^\\]|\\$/gsu) ?? [];
  let position = 0;
  return texts.map((text, index) => {
    position += text.length;
    if (text === '*') {
      // The position is that of the second star, counted from 0.
      if (texts[index + 1] === '*') throw invalidPattern(`Consecutive wildcard characters at pos ${position}`);
      return { kind: 'star' };
    }
    if (text.startsWith('\\') && text !== '\\\\' && text !== '\\*') {
      throw invalidPattern(`Invalid escape character at pos ${position - text.length}`);
    }
    return { kind: 'sign', sign: text.length > 1 && text.startsWith('\\') ? text.slice(1) : text };
  });
}
