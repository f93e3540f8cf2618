/** One piece of a pattern: text as it is, any characters or none (`*`), or one character (`?`). */
export type Piece =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'any' } | { readonly kind: 'one' };

export type Pattern = readonly Piece[];

/** Reads `*` and `?`, in text that has no policy variables. */
export function readPattern(text: string): Pattern {
  return (text.match(/\*|\?|[^*?]+/g) ?? []).map((part): Piece => {
    if (part === '*') return { kind: 'any' };
    return part === '?' ? { kind: 'one' } : { kind: 'text', text: part };
  });
}

/** Whether a pattern is nothing but `*`. */
export function isEverything(pattern: Pattern): boolean {
  return pattern.length > 0 && pattern.every(({ kind }) => kind === 'any');
}

export function matchesPattern(pattern: Pattern, text: string): boolean {
  return new RegExp(`^${pattern.map(asRegExp).join('')}$`, 's').test(text);
}

/** Splits a pattern at its colons; the last of `limit` parts keeps those that are left. */
export function splitPattern(pattern: Pattern, limit: number): readonly Pattern[] {
  const parts: Piece[][] = [[]];
  for (const piece of pattern) {
    if (piece.kind !== 'text') {
      parts.at(-1)?.push(piece);
      continue;
    }
    const [first = '', ...others] = splitText(piece.text, limit - parts.length + 1);
    if (first !== '') parts.at(-1)?.push({ kind: 'text', text: first });
    for (const text of others) parts.push(text === '' ? [] : [{ kind: 'text', text }]);
  }
  return parts;
}

/** Splits text at its colons; the last of `limit` parts keeps those that are left. */
export function splitText(text: string, limit: number): readonly string[] {
  const parts = text.split(':');
  return parts.length <= limit ? parts : [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(':')];
}

function asRegExp(piece: Piece): string {
  switch (piece.kind) {
    case 'any':
      return '.*';
    case 'one':
      return '.';
    case 'text':
      return piece.text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  }
}
