import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TemporaryClone {
  readonly directory: string;
  git(...args: readonly string[]): string;
  /** Commits a change of a file, at a second of its own, and answers the id of the commit. */
  commit(message: string, file?: string, author?: string): string;
  remove(): void;
}

/** Environment of git that has nothing of this machine's settings. */
export const BARE_GIT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};

/** An empty git repository in a folder of its own, whose name is as odd as names may be. */
export function temporaryClone(name = "a clone's “odd” $(name);"): TemporaryClone {
  const outside = mkdtempSync(join(tmpdir(), 'sluice-git-'));
  const directory = join(outside, name);
  mkdirSync(directory);
  let seconds = 1_700_000_000;
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, {
      cwd: directory,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...BARE_GIT, GIT_AUTHOR_DATE: `${seconds} +0000`, GIT_COMMITTER_DATE: `${seconds} +0000` },
    }).trim();
  git('init', '--quiet', '--initial-branch=main');
  return {
    directory,
    git,
    commit: (message, file = 'file.txt', author = 'Ada <ada@example.com>') => {
      seconds += 60;
      const path = join(directory, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `${seconds}`);
      git('add', '--all');
      const [, person = '', email = ''] = /^(.*) <(.*)>$/.exec(author) ?? [];
      git('-c', `user.name=${person}`, '-c', `user.email=${email}`, 'commit', '--quiet', '-m', message);
      return git('rev-parse', 'HEAD');
    },
    remove: () => {
      rmSync(outside, { recursive: true, force: true });
    },
  };
}
