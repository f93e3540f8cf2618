import { importLines } from '../../../examples/manga-assist/catalogue/import-lines';
import titles from '../../../examples/manga-assist/catalogue/titles.json';

describe('the import lines', () => {
  it('write one item of DynamoDB JSON to a line', () => {
    const [akira] = titles.filter(({ id }) => id === 'akira');
    expect(importLines([akira!])).toBe(
      '{"Item":{"id":{"S":"akira"},"title":{"S":"Akira"},"otherTitles":{"L":[]},' +
        '"authors":{"L":[{"S":"Katsuhiro Otomo"}]},"volumes":{"N":"6"},"firstYear":{"N":"1982"},' +
        '"genres":{"L":[{"S":"action"},{"S":"science fiction"},{"S":"thriller"}]},"demographic":{"S":"seinen"},' +
        `"priceCents":{"N":"2499"},"description":{"S":${JSON.stringify(akira!.description)}}}}\n`,
    );
  });

  it('are as many as there are titles', () => {
    expect(importLines(titles).split('\n')).toHaveLength(titles.length + 1);
    expect(importLines([])).toBe('');
  });
});
