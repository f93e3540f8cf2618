import { BUDGETS } from '../../lib/domain/size/budgets';
import { readPage } from './fences';
import { testNames } from './test-names';

interface Row {
  readonly what: string;
  /** Missing where nothing of ours is in the way of AWS's own limit. */
  readonly key: string | undefined;
  readonly bytes: number;
  readonly file: string;
  readonly words: string;
}

const rows = [...readPage('docs/limits.md').matchAll(/^\|(.+)\|$/gm)].slice(2).map(([, line = '']): Row => {
  const [what = '', code = '', , bytes = '', heldBy = ''] = line.split('|').map((cell) => cell.trim());
  const [, file = '', words = ''] = /^`([^`]+)`: (.+)$/.exec(heldBy) ?? [];
  return { what, key: /`(\w+)`/.exec(code)?.[1], bytes: Number(bytes.replaceAll(',', '')), file, words };
});

describe('the table of budgets', () => {
  it('has every budget of the code once, and no other', () => {
    expect(rows.flatMap(({ key }) => key ?? []).sort()).toEqual(Object.keys(BUDGETS).sort());
  });

  it.each(rows)('has the number that the code goes by, and a test: $what', ({ key, bytes, file, words }) => {
    expect(bytes).toBe(key === undefined ? bytes : BUDGETS[key as keyof typeof BUDGETS]);
    expect(bytes).toBeGreaterThan(0);
    expect(words.length).toBeGreaterThan(10);
    expect(testNames(file).filter((name) => name.includes(words))).not.toEqual([]);
  });
});
