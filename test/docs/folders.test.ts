import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json';
import { readPage, repository } from './fences';
import { codeOf, rowsOf } from './tables';
import { LAYOUT_RULES, type LayoutRule, type Side } from '../architecture/layout-rules';

/** The folders of production code: those of `lib`, and what stands beside it. */
const FOLDERS = [
  ...readdirSync(join(repository, 'lib'), { withFileTypes: true }).map(({ name }) => `lib/${name}`),
  ...['lambdas', 'bin', 'examples'],
];

const PAGES = [
  {
    page: 'docs/architecture.md',
    rows: rowsOf('docs/architecture.md', 'folder', 'what it is', 'imports of ours').map(
      ([folder, , imports]) => [folder, imports] as const,
    ),
  },
  {
    page: 'CONTRIBUTING.md',
    rows: rowsOf('CONTRIBUTING.md', 'the line …', 'folder', 'may import of ours').map(
      ([, folder, imports]) => [folder, imports] as const,
    ),
  },
];

describe.each(PAGES)('the folders of $page', ({ rows }) => {
  it('are those that there are, each once', () => {
    expect(rows.flatMap(([folder]) => codeOf(folder)).toSorted()).toEqual(FOLDERS.toSorted());
  });

  it.each(FOLDERS.filter((folder) => folder !== 'bin' && folder !== 'examples'))(
    'may import what the rules let them: %s',
    (folder) => {
      const imports = rows.find(([name]) => codeOf(name).includes(folder))?.[1] ?? '';
      const named = imports === 'nothing' ? [] : imports.split(/[,;] /);
      expect(named.toSorted()).toEqual(importsOf(folder).toSorted());
    },
  );
});

describe('the table of CONTRIBUTING.md', () => {
  it('names packages that there are', () => {
    const packages = rowsOf('CONTRIBUTING.md', 'the line …', 'folder').flatMap(([, , , own]) => codeOf(own));
    const installed = Object.keys(manifest.devDependencies);
    const named = packages.filter((name) => !name.endsWith('.ts'));
    const has = (name: string) => installed.some((one) => one === name || one.startsWith(name.replace(/\*$/, '/')));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !has(name.replace(/\/\*$/, '*')))).toEqual([]);
  });

  it('sends nobody to write what is generated', () => {
    expect(readPage('CONTRIBUTING.md')).not.toMatch(/(add|write|put)[^.|]* to `docs\/feature-support\.md`/i);
  });
});

describe('the rules of dependency-cruiser', () => {
  it('name packages that there are, or what a package brings', () => {
    const cli = LAYOUT_RULES.find(({ name }) => name === 'terminal-packages-stay-in-the-cli');
    const [, names = ''] = /\(([a-z0-9|-]+)\)\/$/.exec(String(cli?.to.path)) ?? [];
    expect(names.split('|')).toEqual(codeOf(cellOfCli()));
  });
});

/** What a folder may import of the others, as a table says it. */
function importsOf(folder: string): readonly string[] {
  return FOLDERS.filter((other) => other !== folder).flatMap((other) => {
    const broken = LAYOUT_RULES.filter((rule) => forbids(rule, `${folder}/a/b.ts`, `${other}/index.ts`));
    const name = other.replace('lib/', '');
    if (broken.length === 0) return [name];
    return broken.every(({ to }) => to.dependencyTypesNot?.includes('type-only')) ? [`types of ${name}`] : [];
  });
}

/** Whether a rule forbids one file to import the other for where the two are. */
function forbids({ from, to }: LayoutRule, source: string, target: string): boolean {
  if (to.path === undefined && to.pathNot === undefined) return false;
  if (to.circular === true || from.orphan === true || to.couldNotResolve === true || to.dependencyTypes) return false;
  return isOf(from, source) && isOf(to, target);
}

function isOf({ path, pathNot }: Side, file: string): boolean {
  const matches = (patterns: Side['path']) => [patterns ?? []].flat().some((one) => new RegExp(one).test(file));
  return (path === undefined || matches(path)) && !(pathNot !== undefined && matches(pathNot));
}

function cellOfCli(): string | undefined {
  return rowsOf('CONTRIBUTING.md', 'the line …', 'folder').find(([, folder]) => folder === '`lib/cli`')?.[3];
}
