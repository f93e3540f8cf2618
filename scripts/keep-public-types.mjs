// Leaves of the types that the compiler wrote those that the package's entries lead to, so that nothing ships that only
// the inside has, and which would not resolve where the package is installed.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * @param folder of the types
 * @param entries files in it
 */
export function keepPublicTypes(folder, entries) {
  const kept = new Set();
  const keep = (file) => {
    if (kept.has(file)) return;
    kept.add(file);
    for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles) {
      if (fileName.startsWith('.')) keep(declarationOf(join(dirname(file), fileName)));
    }
  };
  for (const entry of entries) keep(join(entry));
  removeOthers(folder, kept);
}

function declarationOf(path) {
  const file = [`${path}.d.ts`, join(path, 'index.d.ts')].find((one) => existsSync(one));
  if (file === undefined) throw new Error(`Public types lead to ${path}, of which there are none.`);
  return file;
}

/** Folders with nothing left in them go too. */
function removeOthers(folder, kept) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeOthers(path, kept);
    else if (!kept.has(path)) rmSync(path);
  }
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}
