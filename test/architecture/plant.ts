import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repository } from './cruise';

/** A file that does what the layout forbids, or what it only just allows. */
export interface Plant {
  readonly name: string;
  readonly file: string;
  readonly source: string;
  /** The rules that must find it; none where the file is in order. */
  readonly caughtBy: readonly string[];
}

/** What the plants import: every folder has one file, and the public surface is there by name. */
const targets = [
  'lib/domain/target.ts',
  'lib/domain/gates/target.ts',
  'lib/domain/judge/target.ts',
  'lib/flow/target.ts',
  'lib/adapters/target.ts',
  'lib/constructs/target.ts',
  'lib/constructs/index.ts',
  'lib/constructs/platform/target.ts',
  'lib/constructs/release/target.ts',
  'lib/documents/target.ts',
  'lib/report/target.ts',
  'lib/cli/target.ts',
  'lib/cli/commands/target.ts',
  'lib/metrics/target.ts',
  'lib/rehearsal/target.ts',
  'lib/rehearsal/kernel/target.ts',
  'lib/rehearsal/assembly/target.ts',
  'lib/rehearsal/lambda/target.ts',
  'lib/rehearsal/codedeploy/target.ts',
  'lambdas/target.ts',
  'lambdas/gate-run/target.ts',
  'lambdas/hook/target.ts',
  'examples/shop/target.ts',
  'bench/detection/held-out.ts',
  'bench/tuning/target.ts',
  'test/target.ts',
  'scripts/target.ts',
];

/** Writes a tree of the repository's own shape to a temporary folder, which the caller removes. */
export function plant(plants: readonly Plant[]): string {
  // dependency-cruiser resolves links, so the folder must already be named by its real path (on macOS it is a link).
  const directory = mkdtempSync(join(realpathSync(tmpdir()), 'sluice-architecture-'));
  for (const name of ['package.json', 'tsconfig.json']) copyFileSync(join(repository, name), join(directory, name));
  symlinkSync(join(repository, 'node_modules'), join(directory, 'node_modules'), 'junction');

  const write = (file: string, source: string): void => {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), `${source}\n`);
  };
  for (const file of targets) write(file, 'export const target = 1; export type Target = typeof target;');
  for (const { file, source } of plants) write(file, source);
  return directory;
}
