import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { GitCommands } from '../../lib/adapters/git-history';
import { temporaryClone, type TemporaryClone } from './temporary-clone';

let clone: TemporaryClone;

beforeEach(() => {
  clone = temporaryClone();
});

afterEach(() => {
  clone.remove();
});

const history = (paths: readonly string[] = []) => new GitCommands(clone.directory, paths);
const subjects = (commits: readonly { readonly subject: string }[]) => commits.map(({ subject }) => subject);

describe('the history of a clone', () => {
  it('has a commit by its id, its branch and its tag, with all of its message', async () => {
    const sha = clone.commit(
      'feat(chat): say more\n\nBecause customers asked.\n\nRefs: SHOP-7',
      'a.txt',
      'Ada Ü <ada@example.com>',
    );
    clone.git('tag', 'v1.0.0');
    const commit = { sha, at: 1_700_000_060_000, author: 'Ada Ü', email: 'ada@example.com' };
    for (const name of [sha, sha.slice(0, 10), 'HEAD', 'main', 'v1.0.0']) {
      expect(await history().commit(name)).toEqual({
        ...commit,
        subject: 'feat(chat): say more',
        body: 'Because customers asked.\n\nRefs: SHOP-7\n',
      });
    }
    expect(await history().branch()).toBe('main');
    expect(await history().tags(sha)).toEqual(['v1.0.0']);
  });

  it('knows the files that two commits differ in, and those of the paths it looks at alone', async () => {
    const first = clone.commit('feat: one', 'chat/a.txt');
    clone.commit('fix: two', 'auth/with space ü.txt');
    const last = clone.commit('fix: three', 'chat/b.txt');
    expect((await history().changedPaths(first, last)).toSorted()).toEqual(['auth/with space ü.txt', 'chat/b.txt']);
    expect(await history(['chat']).changedPaths(first, last)).toEqual(['chat/b.txt']);
    expect(await history().changedPaths(first, first)).toEqual([]);
  });

  it('knows the newest tag before a commit, and never that of the commit itself', async () => {
    clone.commit('feat: one');
    expect(await history().newestTag('HEAD')).toBeUndefined();
    clone.git('tag', 'v1.0.0');
    clone.commit('feat: two');
    clone.git('tag', 'v1.1.0');
    clone.commit('feat: three');
    clone.git('tag', 'v1.2.0');
    expect(await history().newestTag('HEAD')).toBe('v1.1.0');
    expect(await history().newestTag('nothing')).toBeUndefined();
  });

  it.each(['nothing', '', '--output=made.txt', 'HEAD~5', 'v1;touch made.txt', '$(touch made.txt)'])(
    'has none of a name that means none, and does nothing by it: %j',
    async (name) => {
      clone.commit('feat: one');
      expect(await history().commit(name)).toBeUndefined();
      expect(existsSync(join(clone.directory, 'made.txt'))).toBe(false);
    },
  );

  it('has what came between two commits, the newest first, without merges', async () => {
    const first = clone.commit('feat: one');
    clone.git('checkout', '--quiet', '-b', 'side');
    clone.commit('fix: two', 'side.txt');
    clone.git('checkout', '--quiet', 'main');
    clone.commit('feat: three');
    clone.git('-c', 'user.name=A', '-c', 'user.email=a@b', 'merge', '--quiet', '--no-ff', '-m', 'Merge side', 'side');
    expect(subjects(await history().between(first, clone.git('rev-parse', 'HEAD'))).toSorted()).toEqual([
      'feat: three',
      'fix: two',
    ]);
    expect(await history().between(first, first)).toEqual([]);
    await expect(history().between('f'.repeat(40), first)).rejects.toThrow('git has no history from fff');
  });

  it('counts only commits that touch the paths of a service, whatever they are called', async () => {
    const first = clone.commit('chore: begin');
    clone.commit('feat: of the chat', 'services/chat *?/:(top)a.txt');
    const last = clone.commit('feat: of the search', 'services/search/a.txt');
    expect(subjects(await history(['services/chat *?']).between(first, last))).toEqual(['feat: of the chat']);
    expect(subjects(await history(['services/chat']).between(first, last))).toEqual([]);
    expect(subjects(await history().between(first, last))).toHaveLength(2);
  });

  it('tells one that is shallow', async () => {
    clone.commit('feat: one');
    clone.commit('feat: two');
    expect(await history().isShallow()).toBe(false);
    clone.git('clone', '--quiet', '--depth', '1', pathToFileURL(clone.directory).href, 'shallow');
    const shallow = new GitCommands(join(clone.directory, 'shallow'));
    expect(await shallow.isShallow()).toBe(true);
    expect(await shallow.commit('HEAD~1')).toBeUndefined();
  });

  it('tells a folder that is in no clone, and one that is not there', async () => {
    mkdirSync(join(clone.directory, '../plain'));
    expect(await new GitCommands(join(clone.directory, '../plain')).isClone()).toBe(false);
    expect(await history().isClone()).toBe(true);
    await expect(new GitCommands(join(clone.directory, 'nowhere')).isClone()).rejects.toThrow('does not exist');
  });

  it('runs nothing that the repository says, and asks nobody', async () => {
    const script = join(clone.directory, 'hook.sh');
    const made = join(clone.directory, 'made.txt');
    writeFileSync(script, `#!/bin/sh\ntouch '${made.replaceAll("'", `'\\''`)}'\n`);
    chmodSync(script, 0o755);
    const sha = clone.commit('feat: one');
    for (const setting of ['core.fsmonitor', 'core.pager', 'gpg.program', 'core.sshCommand'])
      clone.git('config', setting, script);
    clone.git('config', 'log.showSignature', 'true');
    clone.git('config', 'alias.log', `!${script}`);
    await history().commit('HEAD');
    await history().between(sha, sha);
    await history().tags(sha);
    await history().isShallow();
    expect(existsSync(made)).toBe(false);
  });
});
