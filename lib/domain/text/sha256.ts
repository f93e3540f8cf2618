import * as v from 'valibot';

/** A SHA-256 in 64 hexadecimal digits. */
export const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 hexadecimal digits'));

export function isSha256(text: string): boolean {
  return v.is(sha256Schema, text);
}
