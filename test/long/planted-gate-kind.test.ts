import { resolve, relative } from 'node:path';
import * as ts from 'typescript';
import { repository } from '../architecture/cruise';

const KINDS = resolve(repository, 'lib/domain/gates/gate-kinds.ts');

/** The files that do not compile where `change` was made to one of them. */
function brokenBy(file: string, change: (source: string) => string): ReadonlySet<string> {
  const { config } = ts.readConfigFile(resolve(repository, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    readonly config: unknown;
  };
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, repository);
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  host.readFile = (path) => {
    const source = readFile(path);
    return source !== undefined && resolve(path) === file ? change(source) : source;
  };
  const production = fileNames.filter((name) => /^(lib|lambdas)\//.test(relative(repository, name)));
  const program = ts.createProgram({ rootNames: production, options: { ...options, noEmit: true }, host });
  return new Set(
    ts.getPreEmitDiagnostics(program).map(({ file: broken }) => relative(repository, broken?.fileName ?? '')),
  );
}

describe('a new kind of gate', () => {
  it('does not compile until GATE_KINDS has it, and nothing else has to be told', () => {
    const planted = brokenBy(KINDS, (source) =>
      source.replace(
        'export interface GateDefinitions {',
        "$& readonly weather: Omit<HealthDefinition, 'kind'> & { readonly kind: 'weather' };",
      ),
    );
    expect([...planted]).toEqual(['lib/domain/gates/gate-kinds.ts']);
  });
});
