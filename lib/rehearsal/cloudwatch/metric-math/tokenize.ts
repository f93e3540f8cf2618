import { validationError } from '../validation-error';

export interface Token {
  readonly kind: 'number' | 'name' | 'string' | 'symbol' | 'end';
  readonly text: string;
  /** Characters from the start of the expression. */
  readonly at: number;
}

const PATTERN =
  /\s*(?:(?<number>\d+\.?\d*|\.\d+)|(?<name>[A-Za-z][A-Za-z0-9_]*)|(?<string>'[^']*'|"[^"]*")|(?<symbol>&&|\|\||[<>=!]=|[-+*/^<>()[\],]))/y;

/** The words of a metric math expression, ending with one of the kind `end`. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    PATTERN.lastIndex = at;
    const groups = PATTERN.exec(text)?.groups;
    if (!groups) throw validationError(`Unexpected character "${text.slice(at).trim().charAt(0)}" in "${text}"`);
    for (const kind of ['number', 'name', 'string', 'symbol'] as const) {
      const found = groups[kind];
      if (found !== undefined) tokens.push({ kind, text: found, at: PATTERN.lastIndex - found.length });
    }
    at = PATTERN.lastIndex;
  }
  return [...tokens, { kind: 'end', text: 'the end', at: text.length }];
}
