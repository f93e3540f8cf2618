import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PAGES, readPage, repository } from './fences';

const links = PAGES.flatMap((page) =>
  [...readPage(page).matchAll(/\]\(([^)#]+)\)/g)]
    .map(([, target = '']) => ({ page, target }))
    .filter(({ target }) => !target.startsWith('https:')),
);

describe('the links of the documentation', () => {
  it.each(links)('lead somewhere: $page to $target', ({ page, target }) => {
    expect(existsSync(join(repository, dirname(page), target))).toBe(true);
  });

  it('reach every guide from another page', () => {
    const reached = new Set(links.map(({ page, target }) => join(dirname(page), target)));
    expect(PAGES.filter((page) => page.startsWith('docs/guides/') && !reached.has(page))).toEqual([]);
  });
});
