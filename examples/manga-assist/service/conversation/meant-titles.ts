import { type Title } from '../catalogue/title';
import { type Reference } from '../understanding/intent';
import { type Context } from './context';

/** How many titles one reply speaks about, so that a message full of names does not become a table scan by hand. */
const AT_ONCE = 5;

/** The titles a message is about. None, if it points at something that is not there. */
export function meantTitles(reference: Reference, context: Context, titles: readonly Title[]): readonly Title[] {
  return idsOf(reference, context)
    .slice(0, AT_ONCE)
    .flatMap((id) => titles.find((title) => title.id === id) ?? []);
}

function idsOf(reference: Reference, { last, listed }: Context): readonly string[] {
  switch (reference.kind) {
    case 'named':
      return reference.ids;
    case 'listed':
      return [listed.at(reference.place) ?? []].flat();
    case 'last':
      return [last ?? []].flat();
  }
}
