import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import manifest from '../../package.json';

export const repository = resolve(__dirname, '../..');

/** One breach of the layout: which rule found it, and in which file. */
export interface Violation {
  readonly rule: string;
  readonly from: string;
}

export interface Rule {
  readonly name: string;
  /** What the failing build prints: the remedy. */
  readonly comment: string;
  readonly severity: string;
}

export interface Cruise {
  readonly rules: readonly Rule[];
  readonly violations: readonly Violation[];
}

/**
 * What `npm run architecture` finds in a tree, with the configuration of this repository.
 *
 * dependency-cruiser is an ES module, which Jest cannot load on Node 20, so it runs as the command that people run.
 */
export function cruise(directory: string): Cruise {
  const folders = manifest.scripts.architecture.replace('depcruise --config .dependency-cruiser.cjs ', '').split(' ');
  const command = join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(repository, '.dependency-cruiser.cjs');
  const run = spawnSync(process.execPath, [command, '--config', config, '--output-type', 'json', ...folders], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: Infinity,
  });
  if (run.stdout === '') throw new Error(`dependency-cruiser found nothing to read in ${directory}: ${run.stderr}`);
  const { summary } = JSON.parse(run.stdout) as {
    summary: {
      ruleSetUsed: { forbidden: Rule[] };
      violations: { rule: { name: string }; from: string }[];
    };
  };
  return {
    rules: summary.ruleSetUsed.forbidden,
    violations: summary.violations.map(({ rule, from }) => ({ rule: rule.name, from })),
  };
}
