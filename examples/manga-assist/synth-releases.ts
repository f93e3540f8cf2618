/**
 * A child of `npm start`: synthesizes the releases whose names are its arguments and tests their handlers, one after the other,
 * and tells its parent of each that is done.
 */
import { rmSync } from 'node:fs';
import { assemblyOf } from './assembly-of';
import { mangaAssistApp, platformApp } from './manga-assist-app';
import { PLATFORM, RELEASES, type MangaAssistRelease } from './releases';
import { unitTest } from './unit-test';

async function synthesize({ name, ...release }: MangaAssistRelease): Promise<void> {
  const outdir = emptied(name);
  mangaAssistApp({ outdir, ...release }).synth();
  await unitTest(outdir);
  process.send?.(name);
}

function emptied(name: string): string {
  const outdir = assemblyOf(name);
  rmSync(outdir, { recursive: true, force: true });
  return outdir;
}

async function synthesizeAll(names: readonly string[]): Promise<void> {
  if (names.includes(PLATFORM)) {
    platformApp({ outdir: emptied(PLATFORM) }).app.synth();
    process.send?.(PLATFORM);
  }
  for (const release of RELEASES) if (names.includes(release.name)) await synthesize(release);
}

void synthesizeAll(process.argv.slice(2));
