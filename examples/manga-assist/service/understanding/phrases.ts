import { type Title } from '../catalogue/title';
import { traitsOf } from '../catalogue/traits';
import { GENRE_WORDS } from './genre-words';
import { wordsOf } from './words';

/** Words that stand for a title, or for something that titles are liked for. */
export interface Phrase {
  readonly words: readonly string[];
  readonly means: { readonly kind: 'title'; readonly id: string } | { readonly kind: 'trait'; readonly trait: string };
}

/** Everything the catalogue gives a name to. Longer phrases come first: "Akira Toriyama" is not the title "Akira". */
export function phrasesOf(titles: readonly Title[]): readonly Phrase[] {
  const names = titles.flatMap(({ id, title, otherTitles }) =>
    [title, ...otherTitles]
      .flatMap((name) => [name, name.replace(/^(The|A) /u, '')])
      .map((name): Phrase => ({ words: foldedWords(name), means: { kind: 'title', id } })),
  );
  const traits = [...new Set(titles.flatMap(traitsOf))].flatMap((trait) =>
    [trait, ...(GENRE_WORDS[trait] ?? [])].map((name): Phrase => ({
      words: foldedWords(name),
      means: { kind: 'trait', trait },
    })),
  );
  return [...names, ...traits].sort((left, right) => right.words.length - left.words.length);
}

function foldedWords(name: string): readonly string[] {
  return wordsOf(name).map(({ folded }) => folded);
}
