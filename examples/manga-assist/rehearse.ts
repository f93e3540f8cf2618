/**
 * The main job of `npm start`: synthesizes the service and seven later changes of it, and rehearses their releases,
 * one after the other. Ends with the command line's exit code: 0 when each went as the scenario expects.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './assembly-of';
import { MANGA_ASSIST_DIRECTORY } from './manga-assist-app';
import { PLATFORM, RELEASES } from './releases';
import { synthesizeAll } from './synthesize-all';

async function rehearse(): Promise<number> {
  const names = [PLATFORM, ...RELEASES.map(({ name }) => name)];
  await synthesizeAll(names, (line) => process.stdout.write(`${line}\n`));
  const scenario = join(MANGA_ASSIST_DIRECTORY, 'scenarios', 'releases.yaml');
  const command = [join(ROOT, 'dist', 'sluice.js'), 'rehearse', '--scenario', scenario];
  const out = ['--out', join('rehearsals', 'manga-assist')];
  const { status } = spawnSync(process.execPath, [...command, ...out, ...process.argv.slice(2)], { stdio: 'inherit' });
  return status ?? 1;
}

rehearse().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
