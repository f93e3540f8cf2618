import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CommitFacts } from '../../lib/domain/facts/commit-facts';
import type { Release } from '../../lib/domain/release/release';
import type { Account } from '../../lib/rehearsal/account/account';
import { runCommand, type CommandResult } from '../../lib/rehearsal/run-command';
import { BARE_GIT, temporaryClone, type TemporaryClone } from '../adapters/temporary-clone';
import { HEALTHY, healthyChange, synthesizeService } from '../end-to-end/service-assembly';
import { inWatchedAccount, type WatchedAccount } from '../end-to-end/watched-account';

const SLUICE = join(process.cwd(), 'dist/sluice.js');
/** Where the tests themselves are run by a CI system, its run is not what is annotated. */
const OF_CI = /^(GITHUB|GITLAB|CI_|BITBUCKET|JENKINS|CODEBUILD)/;

let directory: string;
let clone: TemporaryClone;

beforeAll(() => {
  process.env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_CI.test(name))),
    ...BARE_GIT,
  };
  directory = mkdtempSync(join(tmpdir(), 'sluice-annotate-'));
  synthesizeService(directory, 'old', { code: HEALTHY });
  synthesizeService(directory, 'new', { code: healthyChange(1) });
  synthesizeService(directory, 'newer', { code: healthyChange(2) });
  clone = temporaryClone();
});

afterAll(() => {
  clone.remove();
  rmSync(directory, { recursive: true, force: true });
});

const annotate = (account: Account, assembly: string, more: readonly string[] = [], from = clone.directory) =>
  runCommand(account, {
    file: process.execPath,
    args: [SLUICE, 'annotate', '--assembly', join(directory, assembly), '--json', ...more],
    directory: from,
  });

interface Printed {
  readonly releases: readonly {
    readonly subject: string;
    readonly isKept: boolean;
    readonly unknown?: string;
    readonly facts: CommitFacts;
  }[];
}

function printed({ output, errors }: CommandResult): Printed['releases'][number] {
  if (output === '') throw new Error(errors);
  const [release] = (JSON.parse(output) as Printed).releases;
  if (!release) throw new Error(output);
  return release;
}

/** The releases in the ledger, the newest last. */
async function releasesIn({ account }: WatchedAccount): Promise<readonly Release[]> {
  const tables = await account.tables();
  const items = [...tables.values()].flat();
  const releases = items.filter(({ SK }) => SK === 'META').map(({ release }) => release as Release);
  return releases.toSorted((a, b) => a.openedAt - b.openedAt);
}

describe('a release that was annotated', () => {
  it('has the facts of its commit in the ledger, found by its subject', async () => {
    await inWatchedAccount({}, async (watched) => {
      const { account } = watched;
      await watched.deploy(join(directory, 'old'), (name) => name === 'Platform');
      const first = clone.commit('feat: begin');
      const begun = printed(await annotate(account, 'old'));
      expect(begun.unknown).toContain('was not deployed yet');
      expect(begun.facts).not.toHaveProperty('commits');
      await watched.deploy(join(directory, 'old'));

      clone.commit('fix(chat): answer in time SHOP-7', 'a.txt', 'Bob <bob@example.com>');
      const last = clone.commit('feat(chat): speak Japanese (#12)');
      const { subject, facts, isKept } = printed(await annotate(account, 'new', ['--release-version', '1.1.0']));
      expect(isKept).toBe(true);
      expect(facts).toMatchObject({
        ...{ schema: 1, sha: last, branch: 'main', version: '1.1.0', pullRequest: { id: '12' }, tickets: ['SHOP-7'] },
        commits: { since: first, count: 2, authors: 2 },
      });
      await watched.deploy(join(directory, 'new'));

      const [before, release] = await releasesIn(watched);
      expect(before).toMatchObject({ state: 'released', facts: { sha: first } });
      expect(release).toMatchObject({ state: 'released', subject });
      expect(release?.facts).toEqual(facts);
    });
  });

  it('says of a shallow clone what it cannot know, and the way out', async () => {
    await inWatchedAccount({}, async (watched) => {
      await watched.deploy(join(directory, 'old'));
      clone.commit('feat: more');
      clone.git('clone', '--quiet', '--depth', '1', pathToFileURL(clone.directory).href, '../shallow');
      const { unknown, facts } = printed(
        await annotate(watched.account, 'new', ['--hotfix'], join(clone.directory, '../shallow')),
      );
      expect(unknown).toContain('The clone is shallow');
      expect(facts).not.toHaveProperty('commits');
      expect(facts.hotfix).toBe('annotation');
    });
  });

  it('is refused nothing where it was not: its facts are unknown', async () => {
    await inWatchedAccount({}, async (watched) => {
      await watched.deploy(join(directory, 'old'));
      await watched.deploy(join(directory, 'newer'));
      const [, release] = await releasesIn(watched);
      expect(release?.state).toBe('released');
      expect(release?.subject).toMatch(/^[0-9a-f]{64}$/);
      expect(release).not.toHaveProperty('facts');
    });
  });

  it('is told as people read it, one line each, whatever a commit says', async () => {
    await inWatchedAccount({}, async (watched) => {
      await watched.deploy(join(directory, 'old'));
      const sha = clone.commit('feat: x');
      const { output, exitCode } = await runCommand(watched.account, {
        file: process.execPath,
        args: [
          SLUICE,
          'annotate',
          '--assembly',
          join(directory, 'new'),
          '--since',
          'HEAD',
          '--ticket',
          'A\n\u001b[31mB',
        ],
        directory: clone.directory,
      });
      expect(exitCode).toBe(0);
      expect(output.split('\n')).toEqual([
        expect.stringMatching(/^Service\/\w+, subject [0-9a-f]{12}:$/),
        `  Kept: commit ${sha.slice(0, 12)}, 0 commits since ${sha.slice(0, 12)}, A ⟨U+001B⟩[31mB.`,
        '',
      ]);
    });
  });
});
