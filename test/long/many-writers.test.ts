import { played, playedOnDynalite } from '../adapters/many-writers';

/** Blocks of seeds: each is a test of its own, so that none comes near its timeout on a slow machine. */
const blocks = (plays: number, size: number) =>
  Array.from({ length: plays / size }, (_, index) => [index * size + 1, (index + 1) * size] as const);

describe('fifty writers of one release', () => {
  it.each(blocks(10_000, 1_000))(
    'leave what one after the other would have left, in orders %i to %i',
    async (first, last) => {
      for (let seed = first; seed <= last; seed++) expect([seed, await played(seed)]).toEqual([seed, []]);
    },
  );

  it.each(blocks(200, 20))('do so on dynalite, %i to %i', async (first, last) => {
    for (let seed = first; seed <= last; seed++) expect([seed, await playedOnDynalite(seed)]).toEqual([seed, []]);
  });
});
