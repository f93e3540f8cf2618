import { readFile } from 'node:fs/promises';

/**
 * Lets esbuild bundle dynalite: its operations are required by a computed name without an extension, which esbuild
 * finds only with one, and its store on disk, a native module, is never opened, as tables are kept in memory.
 */
export const bundleDynalite = {
  name: 'bundle-dynalite',
  setup(build) {
    build.onLoad({ filter: /[\\/]dynalite[\\/]index\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(
        /require\('(\.\/(?:actions|validations)\/)' \+ (\w+)\)/g,
        "require('$1' + $2 + '.js')",
      );
      if (contents === source) throw new Error('dynalite requires its operations in another way than expected.');
      return { contents, loader: 'js' };
    });
    build.onResolve({ filter: /^level$/ }, () => ({ path: 'level', namespace: 'no-level' }));
    build.onLoad({ filter: /.*/, namespace: 'no-level' }, () => ({
      contents: 'exports.Level = undefined;',
      loader: 'js',
    }));
  },
};
