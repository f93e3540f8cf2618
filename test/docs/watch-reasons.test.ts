import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './fences';
import { codeOf, rowsOf } from './tables';

const SHIFT = join(repository, 'lib/domain/shift');

/** Where the watch gives reasons: what it decides from, and its last look. */
const SOURCES = [
  ...readdirSync(SHIFT).map((file) => join(SHIFT, file)),
  join(repository, 'lib/flow/take-last-look.ts'),
  join(repository, 'lib/domain/gate/warn-at.ts'),
];

describe('the reasons of the watch', () => {
  it('are each in the guide of what breaks, and no other is', () => {
    const text = SOURCES.map((file) => readFileSync(file, 'utf8')).join('\n');
    const given = [...text.matchAll(/(?:code: |METRICS_NOT_UNDERSTOOD = |WARNED = )'([a-z-]+)'/g)].map(
      ([, code = '']) => code,
    );
    const written = rowsOf('docs/guides/when-things-break.md', 'code', 'what it means').flatMap(([code]) =>
      codeOf(code),
    );
    expect(written.toSorted()).toEqual([...new Set(given)].toSorted());
  });
});
