import { type Title } from '../../service/catalogue/title';
import { traitsOf } from '../../service/catalogue/traits';
import { type Ranking } from '../../service/recommending/ranking';

/**
 * The title that is nearest to the wish comes first, then the shorter series, then the order of the alphabet.
 *
 * Near is the Jaccard index: the traits that title and wish share, of all that either of them has. A title that is a bit
 * of everything shares many traits with anyone, but is near to nobody.
 */
export const rankByNearness: Ranking = (titles, traits) =>
  titles
    .map((title) => ({ title, nearness: nearness(title, traits) }))
    .sort(
      (left, right) =>
        right.nearness - left.nearness ||
        left.title.volumes - right.title.volumes ||
        (left.title.id < right.title.id ? -1 : 1),
    )
    .map(({ title }) => title);

/** From 0, nothing in common, to 1, the same. */
function nearness(title: Title, traits: ReadonlySet<string>): number {
  const own = traitsOf(title);
  const shared = own.filter((trait) => traits.has(trait)).length;
  return shared / (own.length + traits.size - shared);
}
