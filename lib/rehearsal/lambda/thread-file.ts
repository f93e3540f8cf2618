import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The compiled inside of a handler thread, wherever this module runs from: source or build. */
export function threadFile(): string {
  const file = join(packageRoot(__dirname), 'dist', 'handler-thread.js');
  if (!existsSync(file)) throw new Error(`The handler thread is not built: ${file} is missing. Run \`npm run build\`.`);
  return file;
}

function packageRoot(directory: string): string {
  const manifest = join(directory, 'package.json');
  if (existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string }).name === 'sluice') {
    return directory;
  }
  const parent = dirname(directory);
  if (parent === directory) throw new Error('The package that this module belongs to was not found above it.');
  return packageRoot(parent);
}
