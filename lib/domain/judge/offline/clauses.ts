import { plainText } from '../fact';

/** A part of a sentence that says one thing. */
export interface Clause {
  /** Plain text, in lower case. */
  readonly text: string;
  /** The stems of the words that carry meaning. */
  readonly stems: ReadonlySet<string>;
  /** Whether it denies what it says: an odd number of negations. */
  readonly negated: boolean;
}

const NEGATION = /\b(?:not|no|never|none|nobody|nothing|neither|nor|without|unable|cannot)\b|n't\b/g;

const NEGATION_WORDS = ['not', 'no', 'never', 'none', 'nobody', 'nothing', 'neither', 'nor', 'without', 'cannot'];

const STOP_WORDS: ReadonlySet<string> = new Set([
  ...NEGATION_WORDS,
  ...'a an the this that these those it its is are was were be been being am do does did has have had can could will would'.split(
    ' ',
  ),
  ...'shall should may might must of to in on at by for from with as into about after before than then there here'.split(
    ' ',
  ),
  ...'and or but if so too very just also only more most any every each all some i you he she we they me us them your our'.split(
    ' ',
  ),
  ...'my his her their who which what when where how why yes once please'.split(' '),
]);

/** The clauses of a text, in order. Lines never run into each other, so that what is appended changes none before it. */
export function clausesOf(text: string): readonly Clause[] {
  return text
    .split(/[\n\r\u2028\u2029]/)
    .flatMap((line) =>
      plainText(line)
        .toLowerCase()
        .split(/[.!?;:](?=\s|$)|,(?=\s|$)|\s(?:and|but|though|while)\s/),
    )
    .map((part) => ({
      text: part.trim(),
      stems: stemsOf(part),
      negated: (part.match(NEGATION)?.length ?? 0) % 2 === 1,
    }))
    .filter(({ text: said }) => said !== '');
}

/** The stems of the words that carry meaning; numbers are words too. */
export function stemsOf(text: string): ReadonlySet<string> {
  const words =
    plainText(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu) ?? [];
  return new Set(words.filter((word) => !STOP_WORDS.has(word) && !word.endsWith("n't")).map(stemOf));
}

/** A word without the ending that number, tense or person gave it: enough to find it again, and not good English. */
export function stemOf(word: string): string {
  const bare = word.replace(/'s$|s'$/, '');
  if (bare.length < 4) return bare;
  const cut = bare.replace(/(?:ies|y)$/, 'i').replace(/(?:ing|ed|es|s)$/, '');
  const stem = cut.length < 3 ? bare : cut;
  return stem.replace(/([^aeiou])\1$/, '$1').replace(/e$/, '');
}
