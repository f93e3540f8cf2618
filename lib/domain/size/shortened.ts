import { jsonBytes } from './json-bytes';

const ELLIPSIS = '…';
const ELLIPSIS_BYTES = 3;
const QUOTES_BYTES = 2;

/** A text that was divided where it had to be. */
export interface Divided {
  /** The beginning, with an ellipsis where there is a rest. */
  readonly text: string;
  readonly rest: string;
}

/**
 * As much of a text as takes so many bytes in a JSON string, and what is left of it. No character is cut in two, and half
 * a character that was there before is replaced: DynamoDB takes none.
 */
export function divided(text: string, mostBytes: number): Divided {
  const whole = text.replace(/\p{Surrogate}/gu, '\uFFFD');
  if (bytesOf(whole) <= mostBytes) return { text: whole, rest: '' };
  let left = mostBytes - ELLIPSIS_BYTES;
  let end = 0;
  for (const character of whole) {
    left -= bytesOf(character);
    if (left < 0) break;
    end += character.length;
  }
  return { text: `${whole.slice(0, end)}${ELLIPSIS}`, rest: whole.slice(end) };
}

/** As much of a text as takes so many bytes in a JSON string. */
export function shortened(text: string, mostBytes: number): string {
  return divided(text, mostBytes).text;
}

function bytesOf(text: string): number {
  return jsonBytes(text) - QUOTES_BYTES;
}
