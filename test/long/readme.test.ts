import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { fencesOf, repository } from '../docs/fences';

const [, script = ''] = packageJson.scripts.start.split(' ');

/** Below the repository, as the service is bundled from its folder: what is made here is nobody's. */
let directory: string;

beforeAll(() => {
  mkdirSync(join(repository, 'rehearsals'), { recursive: true });
  directory = mkdtempSync(join(repository, 'rehearsals', 'readme-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** Only how long it took by a real clock is of its machine. */
const masked = (text: string) => text.replace(/in (\d+ min )?[\d.]+ s · (?=rehearsals)/, 'in … s · ');

/** What is printed from the summary's headline on. */
const endOf = (output: string) => output.slice(output.lastIndexOf('\n\n  MangaAssist-Chat:live') + 2);

describe('what the README shows of npm start', () => {
  const [shown, ...more] = fencesOf('README.md').filter(({ text }) => text.includes('as expected'));

  it('is what it prints, to the character', () => {
    expect(more).toEqual([]);
    const { stdout, status } = spawnSync(process.execPath, [join(repository, script)], {
      cwd: directory,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    });
    expect(status).toBe(0);
    expect(masked(endOf(stdout)).trimEnd()).toBe(masked(shown?.text ?? '').trimEnd());
  });
});
