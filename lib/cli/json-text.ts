import { UNSEEN } from '../domain/text/visible-text';

/**
 * A value as JSON for a file or a terminal. `JSON.stringify` leaves characters as they are with which a terminal can be
 * led astray; written as `\u…` they are the same value.
 */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2).replace(UNSEEN, escaped)}\n`;
}

function escaped(unseen: string): string {
  return Array.from({ length: unseen.length }, (_, index) => unseen.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}
