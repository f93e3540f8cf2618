import { readFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';

/**
 * Lets the plain examples be bundled: they find their handlers beside their own source by `__dirname`, which in a bundle
 * is the bundle's folder. They are run from the repository, as npm runs scripts.
 */
export const keepFolders = {
  name: 'keep-folders',
  setup(build) {
    build.onLoad({ filter: /[\\/]examples[\\/]plain[\\/].*\.ts$/ }, async ({ path }) => {
      const folder = JSON.stringify(relative(process.cwd(), dirname(path)));
      const source = await readFile(path, 'utf8');
      return {
        contents: source.replaceAll('__dirname', `require('node:path').resolve(${folder})`),
        loader: 'ts',
        resolveDir: dirname(path),
      };
    });
  },
};
