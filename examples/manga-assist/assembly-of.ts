import { dirname, join } from 'node:path';

/** The package's root, from wherever this module runs: source or build. */
export const ROOT = dirname(require.resolve('sluice/package.json'));

/** The folder of a release's assembly. */
export function assemblyOf(name: string): string {
  return join(ROOT, 'cdk.out', 'manga-assist', name);
}
