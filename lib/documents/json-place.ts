/** A place in a text; both count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** The place of an offset in a text. */
export function placeOf(text: string, offset: number): TextPlace {
  let line = 1;
  let from = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', from)) {
    from = end + 1;
    line += 1;
  }
  return { line, column: offset - from + 1 };
}

/**
 * The offset at which the value of a path begins, or the nearest one above it, in a text that is known to be JSON. It goes
 * through the text once, whatever its size, and keeps none of it.
 */
export function jsonOffset(text: string, path: readonly (string | number)[]): number {
  let offset = skipBlank(text, 0);
  for (const name of path) {
    const inside = text[offset] === '{' ? memberOffset(text, offset, String(name)) : itemOffset(text, offset, name);
    if (inside === undefined) break;
    offset = inside;
  }
  return offset;
}

/** Of a name that is written twice the last one counts, as it does for JSON.parse. */
function memberOffset(text: string, from: number, name: string): number | undefined {
  let found: number | undefined;
  let at = skipBlank(text, from + 1);
  while (text[at] === '"') {
    const end = stringEnd(text, at);
    const value = skipBlank(text, skipBlank(text, end) + 1);
    if (JSON.parse(text.slice(at, end)) === name) found = value;
    at = afterComma(text, valueEnd(text, value));
  }
  return found;
}

function itemOffset(text: string, from: number, index: string | number): number | undefined {
  if (text[from] !== '[' || typeof index !== 'number') return undefined;
  let at = skipBlank(text, from + 1);
  for (let passed = 0; at < text.length && text[at] !== ']'; passed++) {
    if (passed === index) return at;
    at = afterComma(text, valueEnd(text, at));
  }
  return undefined;
}

function afterComma(text: string, from: number): number {
  const at = skipBlank(text, from);
  return text[at] === ',' ? skipBlank(text, at + 1) : at;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at += 1;
  return at;
}

function stringEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function valueEnd(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') at = stringEnd(text, at);
    else if (depth === 0 && ',]}'.includes(character)) return at;
    else {
      if ('[{'.includes(character)) depth += 1;
      else if (']}'.includes(character)) depth -= 1;
      at += 1;
    }
    if (depth === 0 && '"]}'.includes(character)) return at;
  }
  return at;
}
