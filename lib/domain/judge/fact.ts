import * as v from 'valibot';
import { withoutUnseen } from '../text/visible-text';

const phrase = v.pipe(v.string(), v.trim(), v.nonEmpty('must say something'), v.maxLength(500));

const pattern = v.pipe(
  v.string(),
  v.nonEmpty('must be a regular expression'),
  v.check((text) => {
    try {
      return new RegExp(text, 'iu').source.length > 0;
    } catch {
      return false;
    }
  }, 'must be a regular expression'),
);

const WAYS = 'must be words, { anyOf: [words, …] } or { matches: a regular expression }';

const wordedFact = v.pipe(
  v.strictObject({
    /** Any one of these ways to put it. */
    anyOf: v.optional(v.pipe(v.array(phrase), v.minLength(1, 'must have a way to put it'))),
    matches: v.optional(pattern),
  }),
  v.check(({ anyOf, matches }) => (anyOf === undefined) !== (matches === undefined), WAYS),
);

/**
 * Something that an answer must say, or must not: words as they are, one of several ways to put it, or a regular
 * expression. The case of letters and the width of gaps do not matter; words are whole, so that `14 days` is not in
 * `114 days` and `$5` is not in `$5.99`.
 */
export type Fact = string | v.InferOutput<typeof wordedFact>;

export const factSchema: v.GenericSchema<unknown, Fact> = v.lazy((input) =>
  typeof input === 'object' ? wordedFact : phrase,
);

/** Whether a text says a fact. */
export function saysFact(text: string, fact: Fact): boolean {
  const plain = plainText(text);
  if (typeof fact === 'string') return hasWords(plain, fact);
  const { anyOf = [], matches } = fact;
  return anyOf.some((words) => hasWords(plain, words)) || (matches !== undefined && fits(plain, matches));
}

/** A fact for a message or a prompt. */
export function factText(fact: Fact): string {
  if (typeof fact === 'string') return fact;
  return fact.matches === undefined ? (fact.anyOf ?? []).join(' / ') : `/${fact.matches}/`;
}

/** A text as it is compared: compatibility forms, dashes, quotes and gaps made one, and nothing that cannot be seen. */
export function plainText(text: string): string {
  return withoutUnseen(text.normalize('NFKC'))
    .replace(/[\u2018\u2019\u02BC]/g, "'")
    .replace(/[\u201C\u201D]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

function hasWords(plain: string, words: string): boolean {
  const wanted = plainText(words).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  // A number goes on after a point or a comma; a word does not.
  return new RegExp(`(?<![\\p{L}\\p{N}]|\\p{N}[.,])${wanted}(?![\\p{L}\\p{N}]|[.,]\\p{N})`, 'iu').test(plain);
}

function fits(plain: string, pattern: string): boolean {
  return new RegExp(pattern, 'iu').test(plain);
}
