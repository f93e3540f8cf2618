/**
 * A child of `npm start`: synthesizes the releases whose names are its arguments, one after the other, and tells its parent
 * of each that is done.
 */
import { rmSync } from 'node:fs';
import { assemblyOf } from './assembly-of';
import { mangaAssistApp } from './manga-assist-app';
import { RELEASES } from './releases';

const names = process.argv.slice(2);
for (const { name, ...release } of RELEASES.filter((one) => names.includes(one.name))) {
  const outdir = assemblyOf(name);
  rmSync(outdir, { recursive: true, force: true });
  mangaAssistApp({ outdir, ...release }).synth();
  process.send?.(name);
}
