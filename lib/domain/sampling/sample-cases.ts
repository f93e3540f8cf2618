import { redact } from './redact';
import type { Redacted } from './redaction-patterns';

/** A case as a suite's file has it. */
export interface SampledCase {
  readonly key: string;
  readonly turns: readonly string[];
}

export interface Sample {
  readonly cases: readonly SampledCase[];
  /** How many transcripts differ from each other. */
  readonly different: number;
  /** What was taken out of the cases, in total and by kind. */
  readonly redacted: Readonly<Partial<Record<Redacted, number>>>;
}

/**
 * Draws cases from transcripts, each of which is what the user said, turn by turn. Conversations with the same words are
 * one. The draw goes by a hash of the words and the seed, so the same transcripts give the same cases in any order, and
 * new transcripts replace few of them.
 */
export function sampleCases(
  transcripts: readonly (readonly string[])[],
  { size, seed, redacted }: { readonly size: number; readonly seed: number; readonly redacted: boolean },
): Sample {
  const different = new Map(transcripts.map((turns) => [JSON.stringify(turns), turns]));
  const drawn = [...different]
    .map(([text, turns]) => ({ turns, place: hash(`${seed} ${text}`), key: `sampled-${hash(text).toString(36)}` }))
    .sort((a, b) => a.place - b.place || (a.key < b.key ? -1 : 1))
    .slice(0, size);
  const found: Partial<Record<Redacted, number>> = {};
  const cases = unlike(drawn).map(({ key, turns }) => ({
    key,
    turns: turns.map((turn) => {
      if (!redacted) return turn;
      const { text, found: kinds } = redact(turn);
      for (const kind of kinds) found[kind] = (found[kind] ?? 0) + 1;
      return text;
    }),
  }));
  return { cases, different: different.size, redacted: found };
}

/** Keys that happen to be the same are told apart by a number. */
function unlike<T extends { readonly key: string }>(drawn: readonly T[]): readonly T[] {
  const seen = new Map<string, number>();
  return drawn.map((one) => {
    const times = (seen.get(one.key) ?? 0) + 1;
    seen.set(one.key, times);
    return times === 1 ? one : { ...one, key: `${one.key}-${times}` };
  });
}

/** FNV-1a with 32 bits (https://www.rfc-editor.org/rfc/rfc9923), stirred, since it leaves similar texts close together. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
