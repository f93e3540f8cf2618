import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './cruise';

const PLANTED = `
import type { AddCommand } from '../add-command';

export const planted: AddCommand = (program, ended) => {
  program
    .command('planted')
    .description('shows that a command adds itself')
    .option('--code <n>', 'how it ends', Number, 0)
    .action(({ code }: { readonly code: number }) => {
      process.stdout.write('it grows\\n');
      ended(code);
    });
};
`;

/** A copy of the product, in which a new command is a file of its own and a word in the list. */
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(realpathSync(tmpdir()), 'sluice-command-'));
  for (const folder of ['bin', 'lib']) cpSync(join(repository, folder), join(directory, folder), { recursive: true });
  cpSync(join(repository, 'package.json'), join(directory, 'package.json'));
  symlinkSync(join(repository, 'node_modules'), join(directory, 'node_modules'), 'junction');
  writeFileSync(join(directory, 'lib/cli/commands/planted.ts'), PLANTED);
  const list = join(directory, 'lib/cli/commands/index.ts');
  const withPlanted = readFileSync(list, 'utf8').replace('  features,\n', '  features,\n  planted,\n');
  writeFileSync(list, `import { planted } from './planted';\n${withPlanted}`);
  const options = ['--bundle', '--platform=node', '--external:dynalite', '--outfile=sluice.js', '--log-level=error'];
  const esbuild = join(repository, 'node_modules/esbuild/bin/esbuild');
  execFileSync(esbuild, ['bin/sluice.ts', ...options], { cwd: directory });
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

function sluice(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['sluice.js', ...args], {
    cwd: directory,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('a command that is added to the list', () => {
  it('is in the help', () => {
    expect(sluice('--help').stdout).toMatch(/^ {2}planted \[options\] +shows that a command adds itself$/m);
    expect(sluice('planted', '--help').stdout).toMatch(/^ {2}--code <n> +how it ends/m);
  });

  it('runs, and settles the exit code', () => {
    expect(sluice('planted')).toEqual({ status: 0, stdout: 'it grows\n', stderr: '' });
    expect(sluice('planted', '--code', '7').status).toBe(7);
  });

  it('is one that a scenario may run', () => {
    writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify({ steps: [{ run: 'plant' }] }));
    const { status, stderr } = sluice('rehearse', '--scenario', 'scenario.yaml');

    expect(status).toBe(2);
    expect(stderr).toMatch(/features, .*planted, preflight/);
  });
});
