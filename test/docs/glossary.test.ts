import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODES } from '../../lib/domain/gate/gate-settings';
import { PHASES } from '../../lib/domain/gate/phase';
import { GATE_KINDS } from '../../lib/domain/gates/gate-kinds';
import { isTerminal, RELEASE_STATES } from '../../lib/domain/release/release';
import { repository } from './fences';

/** What the glossary says of its words, as Markdown. */
const meanings = new Map(
  [...readFileSync(join(repository, 'docs/glossary.md'), 'utf8').matchAll(/^\| (\S[^|]*?) +\| (\S[^|]*?) +\|$/gm)].map(
    ([, word = '', meaning = '']) => [word, meaning],
  ),
);

/** What a meaning names as code. */
const named = (word: string) => [...(meanings.get(word) ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name).sort();

describe('the glossary', () => {
  it.each<readonly [string, readonly string[]]>([
    ['kind', Object.keys(GATE_KINDS)],
    ['phase', PHASES],
    ['mode', MODES],
    ['outcome', RELEASE_STATES.filter(isTerminal)],
  ])('names each %s that there is', (word, names) => {
    expect(named(word)).toEqual([...names].sort());
  });
});
