import { type Title } from '../catalogue/title';
import { traitsOf } from '../catalogue/traits';
import { type Ranking } from './ranking';
import { type Wish } from './wish';

/** How many titles an answer recommends: as many as a shopper can point at with "the second one". */
const AT_ONCE = 3;

/** The best titles for a wish. There may be none: nothing is better than something that was not asked for. */
export function recommend(wish: Wish, titles: readonly Title[], rank: Ranking): readonly Title[] {
  const model = titles.find(({ id }) => id === wish.like);
  const traits = new Set([...wish.traits, ...(model ? traitsOf(model) : [])]);
  return rank(candidates(wish, titles, traits), traits).slice(0, AT_ONCE);
}

function candidates(wish: Wish, titles: readonly Title[], traits: ReadonlySet<string>): readonly Title[] {
  const { minVolumes = 0, maxVolumes = Infinity, like, except } = wish;
  return titles.filter(
    (title) =>
      title.id !== like &&
      !except.includes(title.id) &&
      title.volumes >= minVolumes &&
      title.volumes <= maxVolumes &&
      (traits.size === 0 || traitsOf(title).some((trait) => traits.has(trait))),
  );
}
