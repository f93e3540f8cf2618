import { seededRandom } from './seeded-random';

/**
 * A copy in random order: Fisher and Yates's shuffle, with the same order for the same seed, so that whoever goes on
 * with a suite goes on where it was left.
 *
 * @param seed text that nobody could choose or know while what is judged was made, such as the id of a deployment
 */
export function shuffled<T>(items: readonly T[], seed: string): readonly T[] {
  const random = seededRandom(seed);
  const order = items.map((item) => ({ item, place: random() }));
  // Places that are drawn apart and sorted are a shuffle too; ties are as rare as one in four thousand million.
  return order.sort((a, b) => a.place - b.place).map(({ item }) => item);
}
