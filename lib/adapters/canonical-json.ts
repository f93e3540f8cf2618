import canonicalize from 'canonicalize';
import { sha256Of } from './digest';

/**
 * The canonical text of a JSON value, by which equal values have equal bytes (RFC 8785). Half a surrogate pair, of which
 * that standard has no text, is what any storage in UTF-8 makes of it: U+FFFD.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(wellFormed(value));
  if (text === undefined) throw new Error(`There is no JSON of a value that is ${typeof value}.`);
  return text;
}

/** The SHA-256 of a JSON value's canonical text, in hexadecimal digits. */
export function canonicalSha256(value: unknown): string {
  return sha256Of(canonicalJson(value));
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return asStored(value);
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [asStored(name), wellFormed(one)]));
}

function asStored(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
