/**
 * The main job of `npm start`: synthesizes the service and four later changes of it, and rehearses their releases,
 * one after the other. Ends with the command line's exit code: 0 when each went as the scenario expects.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MANGA_ASSIST_DIRECTORY, mangaAssistApp } from './manga-assist-app';
import { RELEASES } from './releases';

const ROOT = dirname(require.resolve('sluice/package.json'));

for (const [index, { name, ...release }] of RELEASES.entries()) {
  process.stdout.write(`synthesizing ${index + 1} of ${RELEASES.length}: ${name}\n`);
  const outdir = join(ROOT, 'cdk.out', 'manga-assist', name);
  rmSync(outdir, { recursive: true, force: true });
  mangaAssistApp({ outdir, ...release }).synth();
}

const scenario = join(MANGA_ASSIST_DIRECTORY, 'scenarios', 'releases.yaml');
const command = [join(ROOT, 'dist', 'sluice.js'), 'rehearse', '--scenario', scenario];
try {
  execFileSync(process.execPath, [...command, '--out', join('rehearsals', 'manga-assist'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
} catch (error) {
  process.exitCode = (error as { status?: number }).status ?? 1;
}
