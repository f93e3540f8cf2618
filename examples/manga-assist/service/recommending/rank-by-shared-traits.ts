import { traitsOf } from '../catalogue/traits';
import { type Ranking } from './ranking';

/** The title with the most of the wished traits comes first; where they have as many, in the order of the alphabet. */
export const rankBySharedTraits: Ranking = (titles, traits) =>
  titles
    .map((title) => ({ title, shared: traitsOf(title).filter((trait) => traits.has(trait)).length }))
    .sort((left, right) => right.shared - left.shared || (left.title.id < right.title.id ? -1 : 1))
    .map(({ title }) => title);
