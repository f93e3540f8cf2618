/**
 * Numbers from 0 to 1, the same for the same seed (Tommy Ettinger's mulberry32,
 * https://gist.github.com/tommyettinger/46a874533244883189143505d203312c).
 *
 * @param seed text that nobody could choose or know while what is judged was made, such as the id of a deployment
 */
export function seededRandom(seed: string): () => number {
  let state = fnv1a(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a with 32 bits (https://www.rfc-editor.org/rfc/rfc9923). */
function fnv1a(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
