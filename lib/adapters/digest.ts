import { createHash } from 'node:crypto';

/** The SHA-256 of bytes, or of a text in UTF-8, as hexadecimal digits. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A digest of a JSON value of 128 bits, the same for the same value whatever the order of its names. */
export function digestOf(value: unknown): string {
  return sha256Of(JSON.stringify(value, sorted)).slice(0, 32);
}

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
