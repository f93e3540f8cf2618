import { WATCH_PARAMETERS } from './watch-parameters';

export type MeasureKind = keyof typeof WATCH_PARAMETERS.shares;

/**
 * What each measure of a release gets of the one allowed chance, in the order of the kinds given.
 *
 * A kind's part is divided among the measures of that kind, and what the kinds that are not there would have goes to the
 * others in proportion. The sum of the shares' evidence is evidence whatever the measures have to do with each other
 * ([Vovk and Wang](https://arxiv.org/abs/1912.06116)), so a release is stopped by chance no more often with ten measures
 * than with one.
 */
export function sharesOf(kinds: readonly MeasureKind[]): readonly number[] {
  const { shares } = WATCH_PARAMETERS;
  const present = [...new Set(kinds)].reduce((sum, kind) => sum + shares[kind], 0);
  return kinds.map((kind) => shares[kind] / kinds.filter((other) => other === kind).length / present);
}
