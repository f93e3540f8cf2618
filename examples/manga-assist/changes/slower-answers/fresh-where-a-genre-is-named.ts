import { type Catalogue } from '../../service/catalogue/catalogue';
import { type Title } from '../../service/catalogue/title';
import { type Assistant } from '../../service/conversation/assistant';
import { parseIntent } from '../../service/understanding/parse-intent';

/**
 * An assistant that recommends of a genre what the shop has now. Every other question is answered from the catalogue as
 * it is remembered.
 *
 * @param assistantOf makes an assistant of a catalogue
 */
export function freshWhereAGenreIsNamed(
  catalogue: Catalogue,
  assistantOf: (catalogue: Catalogue) => Assistant,
): Assistant {
  const remembering = assistantOf(catalogue);
  return {
    async answer(turn) {
      const titles = await catalogue.all();
      if (!namesAGenre(turn.message, titles)) return remembering.answer(turn);
      const now = await asTheyAreNow(titles, catalogue);
      return assistantOf({ all: () => Promise.resolve(now), find: (id) => catalogue.find(id) }).answer(turn);
    },
  };
}

function namesAGenre(message: string, titles: readonly Title[]): boolean {
  const intent = parseIntent(message, titles);
  if (intent.kind !== 'recommendation') return false;
  const genres = new Set(titles.flatMap((title) => title.genres));
  return intent.traits.some((trait) => genres.has(trait));
}

/** One after the other: all at once, a busy minute would use up what the table can read in a second. */
async function asTheyAreNow(titles: readonly Title[], catalogue: Catalogue): Promise<readonly Title[]> {
  const found: Title[] = [];
  for (const { id } of titles) {
    const title = await catalogue.find(id);
    if (title) found.push(title);
  }
  return found;
}
