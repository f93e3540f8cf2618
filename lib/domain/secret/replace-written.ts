/**
 * So often are characters compared in one text, as a whole and for each of its own. Only a secret that repeats itself needs
 * more, in a text that nearly has it again and again.
 */
const MOST_COMPARISONS = 1_000_000;
const MOST_COMPARISONS_PER_CHARACTER = 10;

const BACKSLASH = 0x5c;

/** What JSON has for a character after a backslash, beside the character itself. */
const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\b': 'b', '\t': 't', '\n': 'n', '\f': 'f', '\r': 'r' };

/**
 * Replaces a secret in a text, however it is written there: each character as it is, after backslashes, by an escape of JSON
 * or, as in a URL, by `%…`; a backslash as any number of them.
 *
 * Takes a time that is linear in both lengths, or a bounded one: a text that needs more loses all that is left of it.
 */
export function replaceWritten(text: string, secret: string, instead: string): string {
  const letters = lettersOf(secret);
  const backslashes = backslashesOf(text);
  const left = { comparisons: MOST_COMPARISONS + MOST_COMPARISONS_PER_CHARACTER * text.length };
  const parts: string[] = [];
  let kept = 0;
  for (let at = 0; at < text.length;) {
    const end = endOf(letters, text, at, backslashes, left);
    if (left.comparisons <= 0) return [...parts, text.slice(kept, at), instead].join('');
    if (end === undefined) {
      // What does not begin before a run of backslashes does not begin within it.
      at = Math.max(at + 1, backslashes.plainEnd[at] ?? 0);
      continue;
    }
    parts.push(text.slice(kept, at), instead);
    kept = end;
    at = end;
  }
  return [...parts, text.slice(kept)].join('');
}

/** A character of a secret that is no backslash, or its end, and how many backslashes are before it. */
interface Letter {
  /** A UTF-16 unit; empty at the end. */
  readonly unit: string;
  readonly backslashes: number;
  /** `u` and the four digits of its escape, in small letters. */
  readonly escape: string;
  /** In small letters; of the first half of a pair the whole pair. Undefined where UTF-8 has nothing for it. */
  readonly percent?: string;
  /** Of how many letters that is. */
  readonly percentOf: number;
}

function lettersOf(secret: string): readonly Letter[] {
  const letters: Letter[] = [];
  let backslashes = 0;
  for (let at = 0; at < secret.length; at += 1) {
    const unit = secret.charAt(at);
    if (unit === '\\') {
      backslashes += 1;
      continue;
    }
    const escape = `u${hex(unit.charCodeAt(0), 4)}`;
    letters.push({ unit, backslashes, escape, ...percentAt(secret, at) });
    backslashes = 0;
  }
  if (backslashes > 0) letters.push({ unit: '', backslashes, escape: '', percentOf: 1 });
  return letters;
}

function percentAt(secret: string, at: number): Pick<Letter, 'percent' | 'percentOf'> {
  const point = secret.codePointAt(at) ?? 0;
  if (point < 0x80) return { percent: `%${hex(point, 2)}`, percentOf: 1 };
  const isHalf = point >= 0xd800 && point <= 0xdfff;
  if (isHalf) return { percentOf: 1 };
  const character = String.fromCodePoint(point);
  return { percent: encodeURIComponent(character).toLowerCase(), percentOf: character.length };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

/** Of each place of a text: the backslashes that begin there. */
interface Backslashes {
  /** Where those that are written as they are end. */
  readonly plainEnd: Int32Array;
  /** Where all end, also those that are written as `\u005c` or `%5c`. */
  readonly end: Int32Array;
  /** How many those are. */
  readonly count: Int32Array;
}

/** From the end to the beginning, so that each place is looked at once. */
function backslashesOf(text: string): Backslashes {
  const plainEnd = new Int32Array(text.length + 1).fill(text.length);
  const end = plainEnd.slice();
  const count = new Int32Array(text.length + 1);
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const isPlain = text.charCodeAt(at) === BACKSLASH;
    const length = isPlain ? (isAt(text, at + 1, 'u005c') ? 6 : 1) : isAt(text, at, '%5c') ? 3 : 0;
    plainEnd[at] = isPlain ? (plainEnd[at + 1] ?? 0) : at;
    end[at] = length === 0 ? at : (end[at + length] ?? 0);
    count[at] = length === 0 ? 0 : 1 + (count[at + length] ?? 0);
  }
  return { plainEnd, end, count };
}

/** Where the secret ends that begins at a place; undefined where none does, or nothing is left to compare with. */
function endOf(
  letters: readonly Letter[],
  text: string,
  start: number,
  backslashes: Backslashes,
  left: { comparisons: number },
): number | undefined {
  // Pairs of a letter's index and a place. A secret that looks like an escape can be read in two ways.
  const open = [0, start];
  while (open.length > 0 && left.comparisons > 0) {
    left.comparisons -= 1;
    const at = open.pop() ?? 0;
    const index = open.pop() ?? 0;
    const letter = letters[index];
    if (letter === undefined) return at;
    const plainEnd = backslashes.plainEnd[at] ?? at;
    const end = backslashes.end[at] ?? at;
    if (end !== plainEnd) goOn(open, letter, index, text, end, backslashes.count[at] ?? 0);
    goOn(open, letter, index, text, plainEnd, plainEnd - at);
  }
  return undefined;
}

/** @param before how many backslashes are before the place */
function goOn(open: number[], letter: Letter, index: number, text: string, at: number, before: number): void {
  const { unit, backslashes, escape, percent, percentOf } = letter;
  if (before < backslashes) return;
  if (percent !== undefined && isAt(text, at, percent)) open.push(index + percentOf, at + percent.length);
  if (before > backslashes) {
    if (isAt(text, at, escape)) open.push(index + 1, at + escape.length);
    if (SHORT_ESCAPES[unit] === text.charAt(at)) open.push(index + 1, at + 1);
  }
  if (text.startsWith(unit, at)) open.push(index + 1, at + unit.length);
}

/** @param written in small letters, which hexadecimal digits need not be; the first is what it is */
function isAt(text: string, at: number, written: string): boolean {
  return text.charCodeAt(at) === written.charCodeAt(0) && text.slice(at, at + written.length).toLowerCase() === written;
}
