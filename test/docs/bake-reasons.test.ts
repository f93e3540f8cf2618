import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './fences';
import { codeOf, rowsOf } from './tables';

const BAKE = join(repository, 'lib/domain/bake');

describe('the reasons of the bake', () => {
  it('are each in its guide, and no other is', () => {
    const text = readdirSync(BAKE)
      .map((file) => readFileSync(join(BAKE, file), 'utf8'))
      .join('\n');
    const given = [...text.matchAll(/(?:code: |NOTED = |isKnown \? |minutes > 0 \? )'([a-z-]+)'/g)]
      .map(([, code = '']) => code)
      .filter((code) => !['pass', 'fail'].includes(code));
    const written = rowsOf('docs/guides/the-bake.md', 'code', 'what the bake means by it').flatMap(([code]) =>
      codeOf(code),
    );
    expect(written.toSorted()).toEqual([...new Set(given)].toSorted());
  });
});
