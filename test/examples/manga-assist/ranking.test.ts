import fc from 'fast-check';
import titles from '../../../examples/manga-assist/catalogue/titles.json';
import { rankByNearness } from '../../../examples/manga-assist/changes/better-ranking/rank-by-nearness';
import { type Title } from '../../../examples/manga-assist/service/catalogue/title';
import { traitsOf } from '../../../examples/manga-assist/service/catalogue/traits';
import { rankBySharedTraits } from '../../../examples/manga-assist/service/recommending/rank-by-shared-traits';
import { recommend } from '../../../examples/manga-assist/service/recommending/recommend';
import { type Wish } from '../../../examples/manga-assist/service/recommending/wish';

const RANKINGS = [
  { name: 'by shared traits', rank: rankBySharedTraits },
  { name: 'by nearness', rank: rankByNearness },
];

const wishedTraits = fc.uniqueArray(fc.constantFrom(...new Set(titles.flatMap(traitsOf))), { maxLength: 6 });

function made(id: string, genres: readonly string[], volumes = 5): Title {
  return { ...titles[0]!, id, genres, volumes, authors: ['Somebody'] };
}

function ids(ranked: readonly Title[]): readonly string[] {
  return ranked.map(({ id }) => id);
}

describe.each(RANKINGS)('the ranking $name', ({ rank }) => {
  it('keeps every title, and does not care in which order they came', () => {
    const shuffled = fc.shuffledSubarray(titles, { minLength: titles.length });
    fc.assert(
      fc.property(shuffled, wishedTraits, (mixed, wished) => {
        const traits = new Set(wished);
        const ranked = rank(mixed, traits);
        expect(ranked).toEqual(rank(titles, traits));
        expect(ids(ranked).toSorted()).toEqual(ids(titles));
      }),
    );
  });

  it('puts a title with everything that was wished for before one with a part of it', () => {
    const both = made('z-both', ['horror', 'mystery']);
    const one = made('a-one', ['horror', 'sports']);
    expect(ids(rank([one, both], new Set(['horror', 'mystery'])))).toEqual(['z-both', 'a-one']);
  });
});

describe('the ranking by shared traits', () => {
  it('leaves the order to the alphabet where as many traits are shared', () => {
    const pure = made('pure', ['horror']);
    const mixed = made('mixed', ['action', 'comedy', 'horror']);
    expect(ids(rankBySharedTraits([pure, mixed], new Set(['horror'])))).toEqual(['mixed', 'pure']);
  });
});

describe('the ranking by nearness', () => {
  it('prefers a title that is nothing else', () => {
    const pure = made('pure', ['horror']);
    const mixed = made('mixed', ['action', 'comedy', 'horror']);
    expect(ids(rankByNearness([mixed, pure], new Set(['horror'])))).toEqual(['pure', 'mixed']);
  });

  it('prefers the shorter series where two are as near', () => {
    const long = made('a-long', ['horror'], 40);
    const short = made('b-short', ['horror'], 2);
    expect(ids(rankByNearness([long, short], new Set(['horror'])))).toEqual(['b-short', 'a-long']);
  });
});

describe('a recommendation', () => {
  it('is at most three titles that are as wished, none of them excluded', () => {
    const wish: fc.Arbitrary<Wish> = fc.record({
      traits: wishedTraits,
      like: fc.option(fc.constantFrom(...ids(titles)), { nil: undefined }),
      minVolumes: fc.nat(20),
      maxVolumes: fc.nat(60),
      except: fc.uniqueArray(fc.constantFrom(...ids(titles)), { maxLength: 30 }),
    });
    fc.assert(
      fc.property(wish, (wished) => {
        const found = recommend(wished, titles, rankBySharedTraits);
        expect(found.length).toBeLessThanOrEqual(3);
        for (const { id, volumes } of found) {
          expect([wished.like, ...wished.except]).not.toContain(id);
          expect(volumes).toBeGreaterThanOrEqual(wished.minVolumes!);
          expect(volumes).toBeLessThanOrEqual(wished.maxVolumes!);
        }
      }),
    );
  });

  it('is empty rather than something that shares nothing with the wish', () => {
    expect(recommend({ traits: ['knitting'], except: [] }, titles, rankBySharedTraits)).toEqual([]);
  });

  it('shares a trait with the title it should be like', () => {
    const monster = titles.find(({ id }) => id === 'monster')!;
    const found = recommend({ traits: [], like: 'monster', except: [] }, titles, rankBySharedTraits);
    expect(found).toHaveLength(3);
    for (const title of found) expect(traitsOf(title).some((trait) => traitsOf(monster).includes(trait))).toBe(true);
  });
});
