import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import tsconfig from '../../tsconfig.json';
import tsconfigOfBuild from '../../tsconfig.build.json';
import { repository } from './cruise';
import { LAYOUT_RULES } from './layout-rules';

/** Every file of ours, and of each installed package a path in it. */
const FILES = [
  ...tsconfig.include.flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  ),
  ...['scripts/build.mjs'],
].map((file) => file.split(sep).join('/'));
const PACKAGES = readdirSync(join(repository, 'node_modules')).flatMap((name) =>
  (name.startsWith('@')
    ? readdirSync(join(repository, 'node_modules', name)).map((own) => `${name}/${own}`)
    : [name]
  ).map((one) => `node_modules/${one}/package.json`),
);

/** A pattern for each of the alternatives that one without nested groups lists. */
function alternativesOf(pattern: string): readonly string[] {
  const list = /^(.*[^\\])?\(([^()?]*\|[^()]*)\)([^()]*)$/.exec(pattern);
  if (!list || list[2]?.includes('^')) return [pattern];
  const [, before = '', alternatives = '', after = ''] = list;
  return alternatives.split('|').map((one) => `${before}(${one})${after}`);
}

const PATTERNS = LAYOUT_RULES.flatMap(({ name, from, to }) =>
  [from.path, from.pathNot, to.path, to.pathNot]
    .flatMap((patterns) => patterns ?? [])
    .flatMap(alternativesOf)
    .map((pattern): [string, string] => [name, pattern]),
);

/** What a list of globs has to match: `**` for folders, `*` within a name. */
function matcherOf(glob: string): RegExp {
  const parts = glob.replace(/^!/, '').split(/(\*\*\/|\*)/);
  const written = parts.map((part) =>
    part === '**/' ? '(?:.*/)?' : part === '*' ? '[^/]*' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(`^${written.join('')}$`);
}

function textsIn(file: string, list: RegExp): readonly string[] {
  const [, inside = ''] = list.exec(readFileSync(join(repository, file), 'utf8')) ?? [];
  return [...inside.matchAll(/'([^']+)'/g)].map(([, text = '']) => text);
}

describe('a rule or a list that matches nothing', () => {
  it('is none of the layout’s: each path and package that a rule names is there', () => {
    const idle = PATTERNS.filter(([, pattern]) => {
      const expression = new RegExp(pattern.replaceAll('$1', '[^/]+'));
      return ![...FILES, ...PACKAGES].some((file) => expression.test(file));
    });
    expect(PATTERNS.length).toBeGreaterThan(100);
    expect(idle).toEqual([]);
  });

  it('is none of the mutants’: each glob has files', () => {
    const globs = textsIn('stryker.config.mjs', /mutate: \[([^\]]*)\]/);
    expect(globs.length).toBeGreaterThan(2);
    expect(globs.filter((glob) => !FILES.some((file) => matcherOf(glob).test(file)))).toEqual([]);
  });

  it('is none of the compiler’s: each folder is there', () => {
    const named = [...tsconfig.include, ...tsconfigOfBuild.include];
    expect(named.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
  });

  it('is none of the linter’s: what it leaves out is generated, and so ignored by git as well', () => {
    const generated = readFileSync(join(repository, '.gitignore'), 'utf8').split('\n');
    const ignored = textsIn('eslint.config.mjs', /ignores: \[([^\]]*)\]/);
    expect(ignored.length).toBeGreaterThan(2);
    expect(ignored.filter((path) => !generated.includes(path))).toEqual([]);
  });

  it('would be found: of a folder that is not there, in a list of others', () => {
    expect(alternativesOf('^(lib/domain|lib/gone)/')).toEqual(['^(lib/domain)/', '^(lib/gone)/']);
    expect(FILES.some((file) => /^(lib\/gone)\//.test(file))).toBe(false);
  });
});
