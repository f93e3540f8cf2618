import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package, from wherever this module runs: source under Jest, or the build. */
function packageRoot(directory = __dirname): string {
  const manifest = join(directory, 'package.json');
  const isOurs =
    existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string }).name === 'sluice';
  if (isOurs) return directory;
  if (dirname(directory) === directory) throw new Error('The sluice package was not found above its own module.');
  return packageRoot(dirname(directory));
}

/** The folder with the built handler of a platform function; its name is that of its folder in `lambdas/`. */
export function bundleDirectory(name: string): string {
  const directory = join(packageRoot(), 'dist', 'lambdas', name);
  if (!existsSync(join(directory, 'index.js'))) {
    throw new Error(
      `The handler bundle ${name} is not built: there is no index.js in ${directory}. Run \`npm run build\`.`,
    );
  }
  return directory;
}
