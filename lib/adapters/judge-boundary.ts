import { randomBytes } from 'node:crypto';

/** A boundary for one prompt: 128 random bits, which no author of an answer can know. */
export function newBoundary(): string {
  return randomBytes(16).toString('hex');
}
