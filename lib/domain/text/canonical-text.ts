/** What JSON has. Members that are undefined are left out. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json };

/**
 * The one text of a JSON value, by which equal values have equal bytes: no blanks, and members by the UTF-16 units of
 * their names (RFC 8785, "JSON Canonicalization Scheme"). Half a surrogate pair, of which that standard has no text, is
 * what any storage in UTF-8 makes of it: U+FFFD.
 */
export function canonicalText(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value.replace(/\p{Surrogate}/gu, '\uFFFD'));
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`There is no JSON of the number ${value}.`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (isList(value)) return `[${value.map(canonicalText).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${canonicalText(name)}:${canonicalText(member)}`);
  return `{${members.join(',')}}`;
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
