import { type Title } from '../catalogue/title';
import { ordinalIn } from './ordinal';
import { type Phrase, phrasesOf } from './phrases';
import { SMALL_WORDS } from './small-words';
import { type VolumeLimits, volumeLimitsIn } from './volume-limits';
import { type Word, wordsOf } from './words';

/** What can be heard in a message before asking what it is for. */
export interface Heard {
  /** The words around the names of titles, folded, with one space between them. */
  readonly text: string;
  /** The ids of the titles that are named, in the order in which they are. */
  readonly titles: readonly string[];
  readonly traits: readonly string[];
  readonly limits: VolumeLimits | undefined;
  /** A place in the list of the last answer, as `Array.prototype.at` takes it. */
  readonly ordinal: number | undefined;
  /** What looks like the name of a title that the shop does not have, as the shopper wrote it. */
  readonly unknown: string | undefined;
}

/** A word, and the meaning of the phrase it is part of; the words of one phrase share one object. */
interface HeardWord extends Word {
  readonly means?: Phrase['means'];
}

/** Finds the names of titles and traits in a message, and whatever else can be told from its words. */
export function hear(message: string, titles: readonly Title[]): Heard {
  const words = withoutLongerNames(findPhrases(wordsOf(message), phrasesOf(titles)), message);
  const text = words.flatMap(({ means, folded }) => (means?.kind === 'title' ? [] : [folded])).join(' ');
  return {
    text,
    titles: distinct(words.flatMap(({ means }) => (means?.kind === 'title' ? [means.id] : []))),
    traits: distinct(words.flatMap(({ means }) => (means?.kind === 'trait' ? [means.trait] : []))),
    limits: volumeLimitsIn(text),
    ordinal: ordinalIn(text),
    unknown: unknownName(words, message),
  };
}

/** A word belongs to one phrase only: the first of those given that it fits. */
function findPhrases(words: readonly Word[], phrases: readonly Phrase[]): readonly HeardWord[] {
  const heard: HeardWord[] = [...words];
  for (const phrase of phrases) {
    const { length } = phrase.words;
    for (let at = 0; at + length <= heard.length; at += 1) {
      const here = heard.slice(at, at + length);
      if (!here.every((word, index) => word.folded === phrase.words[index] && !word.means)) continue;
      const means = { ...phrase.means };
      heard.splice(at, length, ...here.map((word) => ({ ...word, means })));
    }
  }
  return heard;
}

/** "Monster Musume" is not "Monster": a capitalised word that nobody knows, right beside a name, makes it another. */
function withoutLongerNames(words: readonly HeardWord[], message: string): readonly HeardWord[] {
  const refuted = new Set(
    words.flatMap((word, index) => {
      if (!isUnknown(word) || !/^\p{Lu}/u.test(message.slice(word.start))) return [];
      const [before, after] = [words[index - 1], words[index + 1]];
      const follows = before && isGap(message.slice(before.end, word.start));
      // The first word of a message has a capital anyway.
      const leads = after && index > 0 && isGap(message.slice(word.end, after.start));
      return [follows ? before.means : undefined, leads ? after.means : undefined];
    }),
  );
  return words.map(({ means, ...word }) => (means && !refuted.has(means) ? { ...word, means } : word));
}

/** What may stand between two words of one name. */
function isGap(text: string): boolean {
  return /^[\s:-]+$/u.test(text);
}

function unknownName(words: readonly HeardWord[], message: string): string | undefined {
  const unknown = words.filter(isUnknown);
  return unknown.length === 0 ? undefined : message.slice(unknown[0]?.start, unknown.at(-1)?.end);
}

function isUnknown(word: HeardWord): boolean {
  return !word.means && !SMALL_WORDS.has(word.folded);
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
