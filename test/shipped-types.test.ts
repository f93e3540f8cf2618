import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import manifest from '../package.json';

const repository = join(__dirname, '..');
const folder = join(repository, 'dist', 'types');
const shipped = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.d.ts'))
  .map((name) => join(folder, name));

/** What a file of types imports. */
function importsOf(file: string): readonly string[] {
  return ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(({ fileName }) => fileName);
}

/** Name and scope of the package that an import is from. */
function packageOf(path: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;
}

describe('the types that ship', () => {
  it('import the peers of the package and no other package', () => {
    const packages = shipped.flatMap(importsOf).filter((path) => !path.startsWith('.'));
    expect([...new Set(packages.map(packageOf))].sort()).toEqual(Object.keys(manifest.peerDependencies).sort());
  });

  it.each(['metrics', 'rehearsal'] as const)('of the %s need no package, not even the types of Node.js', (face) => {
    const entry = join(repository, manifest.exports[`./${face}`].types);
    const program = ts.createProgram([entry], {
      strict: true,
      skipLibCheck: false,
      noEmit: true,
      types: [],
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts'],
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
    });
    const said = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
    expect(said).toEqual([]);
    const sources = program.getSourceFiles().map(({ fileName }) => relative(folder, fileName));
    expect(sources.filter((name) => name.startsWith(`lib/${face}`))).not.toEqual([]);
  });

  it('say nothing of what is marked as internal', () => {
    const marked = shipped.filter((file) => /@internal|\b_\w+\(/.test(readFileSync(file, 'utf8')));
    expect(marked.map((file) => relative(folder, file))).toEqual([]);
  });
});
