import { execFile } from 'node:child_process';
import type { FullCommit, GitHistory } from '../domain/facts/git-history';

/** The fields of a commit, each ended by a NUL, which can be in none of them. */
const FIELDS = ['%H', '%ct', '%aN', '%aE', '%s', '%b'];
const FORMAT = `--format=${FIELDS.map((field) => `${field}%x00`).join('')}`;

/** The messages of some ten thousand commits. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * What must not happen because somebody's repository says so: a hook, a monitor of files or a check of signatures that is
 * run, or a question that nobody answers (git documentation, "git-config").
 */
const QUIETLY = ['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'log.showSignature=false', 'log.mailmap=true'];

/** git could not be asked. */
export class GitFailure extends Error {
  override readonly name = 'GitFailure';
}

/** The history of a clone, by the git that is installed. No shell takes part, whatever paths and names look like. */
export class GitCommands implements GitHistory {
  /**
   * @param directory inside of the clone
   * @param paths of the service in it, from that folder: commits that touch none of them do not count; none: all do
   */
  constructor(
    private readonly directory: string,
    private readonly paths: readonly string[] = [],
  ) {}

  /** Whether the folder is in a clone at all. */
  async isClone(): Promise<boolean> {
    return (await this.git('rev-parse', '--is-inside-work-tree')) !== undefined;
  }

  async isShallow(): Promise<boolean> {
    return (await this.git('rev-parse', '--is-shallow-repository'))?.trim() === 'true';
  }

  async commit(name: string): Promise<FullCommit | undefined> {
    const sha = await this.shaOf(name);
    if (sha === undefined) return undefined;
    const [commit] = commitsIn((await this.git('log', '-1', FORMAT, sha)) ?? '');
    return commit;
  }

  async between(from: string, to: string): Promise<readonly FullCommit[]> {
    const text = await this.git('log', '--no-merges', FORMAT, `${from}..${to}`, ...this.pathspecs());
    if (text === undefined) throw new GitFailure(`git has no history from ${from} to ${to} in ${this.directory}.`);
    return commitsIn(text);
  }

  async changedPaths(from: string, to: string): Promise<readonly string[]> {
    const text = await this.git('diff', '--name-only', '--no-renames', '-z', from, to, ...this.pathspecs());
    if (text === undefined) throw new GitFailure(`git cannot compare ${from} and ${to} in ${this.directory}.`);
    return text.split('\0').filter((path) => path !== '');
  }

  async branch(): Promise<string | undefined> {
    const name = (await this.git('symbolic-ref', '--quiet', '--short', 'HEAD'))?.trim();
    return name === '' ? undefined : name;
  }

  async tags(sha: string): Promise<readonly string[]> {
    const text = await this.git('tag', '--points-at', sha);
    return (text ?? '').split('\n').filter((tag) => tag !== '');
  }

  /** The newest tag that a commit comes after; undefined where there is none. */
  async newestTag(name: string): Promise<string | undefined> {
    const sha = await this.shaOf(name);
    const tag = sha === undefined ? undefined : await this.git('describe', '--tags', '--abbrev=0', `${sha}^`);
    return tag?.trim();
  }

  private pathspecs(): readonly string[] {
    return this.paths.length === 0 ? [] : ['--', ...this.paths];
  }

  private async shaOf(name: string): Promise<string | undefined> {
    // What begins with a hyphen is an option to git, and no name of a commit.
    if (name === '' || name.startsWith('-')) return undefined;
    const sha = (await this.git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`))?.trim();
    return sha === undefined || !/^[0-9a-f]{40,64}$/.test(sha) ? undefined : sha;
  }

  /** What git prints; undefined where it says no. */
  private git(...args: readonly string[]): Promise<string | undefined> {
    const settings = QUIETLY.flatMap((setting) => ['-c', setting]);
    const own = ['--no-pager', '--literal-pathspecs', ...settings];
    const env = {
      ...process.env,
      GIT_OPTIONAL_LOCKS: '0',
      GIT_TERMINAL_PROMPT: '0',
      GIT_NO_LAZY_FETCH: '1',
      LC_ALL: 'C',
    };
    return new Promise((resolve, reject) => {
      const options = { cwd: this.directory, env, encoding: 'utf8', maxBuffer: MOST_BYTES } as const;
      execFile('git', [...own, ...args], options, (error, stdout, stderr) => {
        if (!error) {
          resolve(stdout);
        } else if (error.code === 'ENOENT') {
          reject(new GitFailure('git is not installed here, or the folder does not exist.'));
        } else if (stderr.includes('dubious ownership')) {
          const fix = `git config --global --add safe.directory ${this.directory}`;
          reject(
            new GitFailure(`git does not trust ${this.directory}, which belongs to somebody else: run \`${fix}\`.`),
          );
        } else {
          resolve(undefined);
        }
      });
    });
  }
}

function commitsIn(text: string): readonly FullCommit[] {
  const fields = text.split('\0');
  const commits: FullCommit[] = [];
  for (let index = 0; index + FIELDS.length <= fields.length; index += FIELDS.length) {
    const [sha = '', seconds = '', author = '', email = '', subject = '', body = ''] = fields.slice(index);
    commits.push({
      sha: sha.trim(),
      at: Number(seconds) * 1000,
      author,
      ...(email === '' ? {} : { email }),
      subject,
      body,
    });
  }
  return commits;
}
