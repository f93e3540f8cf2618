import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { fencesOf, PAGES, repository } from '../docs/fences';

const CODE = PAGES.flatMap(fencesOf)
  .filter(({ kind }) => /^(?:ts|typescript|js|javascript)\b/.test(kind))
  .map((fence) => ({ ...fence, file: join(repository, `${fence.page.replace(/\W/g, '-')}-${fence.line}.ts`) }));

/** All blocks in one program, each a module of its own in the folder of the repository, as a reader would paste it. */
const planted = {
  file: join(repository, 'planted.ts'),
  text: "import { Gate } from 'sluice';\nexport const gate = Gate.health({ pases: 3 });\n",
};
const program = programOf(new Map([...CODE, planted].map(({ file, text }) => [file, text])));

describe('the code in the documentation', () => {
  it('is marked as TypeScript', () => {
    expect(CODE.filter(({ kind }) => kind !== 'ts')).toEqual([]);
    expect(CODE.length).toBeGreaterThan(20);
  });

  it.each(CODE)('compiles as it stands: $page:$line', ({ file }) => {
    expect(problemsOf(file)).toEqual([]);
  });

  it('would not compile with a prop that there is not', () => {
    expect(problemsOf(planted.file)).toEqual([expect.stringContaining("'pases' does not exist")]);
  });
});

function problemsOf(file: string): readonly string[] {
  const source = program.getSourceFile(file);
  const said = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return said.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

function programOf(files: ReadonlyMap<string, string>): ts.Program {
  const { config } = ts.readConfigFile(join(repository, 'tsconfig.json'), (path) => readFileSync(path, 'utf8')) as {
    readonly config: { readonly compilerOptions: object };
  };
  const ours = {
    noEmit: true,
    isolatedModules: false,
    noUnusedLocals: false,
    moduleDetection: 'force',
    types: ['node'],
  };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, ...ours }, repository);
  const host = ts.createCompilerHost(options);
  const onDisk = ts.createCompilerHost(options);
  host.fileExists = (path) => files.has(path) || onDisk.fileExists(path);
  host.readFile = (path) => files.get(path) ?? onDisk.readFile(path);
  return ts.createProgram([...files.keys()], options, host);
}
