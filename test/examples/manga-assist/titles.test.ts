import * as v from 'valibot';
import titles from '../../../examples/manga-assist/catalogue/titles.json';
import { titleSchema } from '../../../examples/manga-assist/service/catalogue/title';

const DEMOGRAPHICS = ['shonen', 'shojo', 'seinen', 'josei'];
const FIRST_MANGA_MAGAZINES = 1947;

function slug(title: string): string {
  return title
    .normalize('NFD')
    .replace(/[\p{M}']/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '')
    .join('-');
}

describe('the titles of the shop', () => {
  it('are at least 45, sorted by ids that are all different', () => {
    const ids = titles.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(45);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it('have no name in common', () => {
    const names = titles.flatMap(({ title, otherTitles }) => [...new Set([title, ...otherTitles].map(slug))]);
    expect(names).toEqual([...new Set(names)]);
  });

  it('include every kind of reader, and enough of each common genre to choose from', () => {
    expect(new Set(titles.map(({ demographic }) => demographic))).toEqual(new Set(DEMOGRAPHICS));
    for (const genre of ['romance', 'horror', 'comedy', 'sports', 'science fiction', 'mystery']) {
      expect(titles.filter(({ genres }) => genres.includes(genre)).length).toBeGreaterThanOrEqual(4);
    }
  });

  describe.each(titles)('$title', (title) => {
    it('is a title with nothing missing and nothing more', () => {
      expect(v.parse(titleSchema, title)).toEqual(title);
    });

    it('has an id made of its name', () => {
      expect(title.id).toBe(slug(title.title));
    });

    it('has numbers that a finished series can have', () => {
      expect(title.volumes).toBeLessThanOrEqual(100);
      expect(title.firstYear).toBeGreaterThanOrEqual(FIRST_MANGA_MAGAZINES);
      // The youngest series that could be complete; also catches two numbers that were swapped.
      expect(title.firstYear).toBeLessThanOrEqual(2020);
      expect(title.priceCents).toBeGreaterThanOrEqual(500);
      expect(title.priceCents).toBeLessThanOrEqual(5000);
    });

    it('has sorted genres, known readers and a description of one sentence', () => {
      expect(title.genres).toEqual([...new Set(title.genres)].sort());
      expect(DEMOGRAPHICS).toContain(title.demographic);
      expect(title.description).toMatch(/^[A-Z][^.!?]{20,140}\.$/u);
    });
  });
});
