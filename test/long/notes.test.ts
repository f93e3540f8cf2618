import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Duration } from 'aws-cdk-lib';
import { TrafficPlan } from 'sluice';
import type { ReleaseNotes } from '../../lib/domain/notes/release-notes';
import { runCommand } from '../../lib/rehearsal/run-command';
import { BARE_GIT, temporaryClone, type TemporaryClone } from '../adapters/temporary-clone';
import { runSluice } from '../end-to-end/run-sluice';
import { HEALTHY, healthyChange, synthesizeService } from '../end-to-end/service-assembly';
import { inWatchedAccount } from '../end-to-end/watched-account';

const SLUICE = join(process.cwd(), 'dist/sluice.js');

let directory: string;
let clone: TemporaryClone;

beforeAll(() => {
  const ofCi = /^(GITHUB|GITLAB|CI_|BITBUCKET|JENKINS|CODEBUILD)/;
  process.env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofCi.test(name))),
    ...BARE_GIT,
  };
  directory = mkdtempSync(join(tmpdir(), 'sluice-notes-'));
  const traffic = TrafficPlan.canary({ percent: 10, interval: Duration.minutes(10) });
  synthesizeService(directory, 'old', { code: HEALTHY, release: { traffic } });
  synthesizeService(directory, 'new', { code: healthyChange(1), release: { traffic } });
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

beforeEach(() => {
  clone = temporaryClone();
  clone.commit('feat: begin');
  clone.git('tag', 'v1.0.0');
  clone.commit('feat(chat): speak Japanese (#12)', 'a.txt', 'Bob <bob@example.com>');
  clone.commit('fix: answer in time\n\nRefs: SHOP-7');
  clone.git('tag', 'v1.1.0');
});

afterEach(() => {
  clone.remove();
});

const notes = (...args: readonly string[]) => runSluice(['notes', ...args], clone.directory);

describe('release notes', () => {
  it('are of what came between two tags, with what people say and how traffic moves', () => {
    writeFileSync(join(clone.directory, 'release.yaml'), 'highlights: [It speaks Japanese.]\nknownIssues: []\n');
    const { stdout, status, stderr } = notes(
      ...['--from', 'v1.0.0', '--to', 'v1.1.0', '--service', 'chat', '--assembly', join(directory, 'new')],
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('# Release of chat v1.1.0\n');
    expect(stdout).toContain('## Highlights\n\n- It speaks Japanese.\n');
    expect(stdout).toMatch(/## New features\n\n- \*\*chat\*\*: speak Japanese \(#12\) \([0-9a-f]{12}\)\n/);
    expect(stdout).toMatch(/## Fixes\n\n- answer in time SHOP-7 \([0-9a-f]{12}\)\n/);
    expect(stdout).toContain('## Known issues\n\nNone.\n');
    expect(stdout).toContain('## Rollout schedule\n\n- At once: 10 % of the traffic.\n- After 10 minutes: 100 %.\n');
    expect(stdout).toContain('## Contributors\n\n- Ada\n- Bob\n');
    expect(stdout).not.toContain('begin');
  });

  it('are a value for programs', () => {
    const { stdout } = notes('--from', 'v1.0.0', '--json', '--audience', 'customer-before');
    const { schema, audience, version, sections } = JSON.parse(stdout) as ReleaseNotes;
    expect([schema, audience, version]).toEqual([1, 'customer-before', 'v1.1.0']);
    expect(sections.map(({ key }) => key)).toEqual(['features', 'fixes']);
  });

  it('are by a template of the team, which is refused by line where it is wrong', () => {
    writeFileSync(join(clone.directory, 'own.txt'), '{{#sections}}\n{{title}};\n{{/sections}}\n');
    writeFileSync(join(clone.directory, 'wrong.txt'), '{{title}}\n {{titel}}\n');
    expect(notes('--from', 'v1.0.0', '--template', 'own.txt').stdout).toBe(
      'Breaking changes;\nNew features;\nFixes;\nContributors;\n',
    );
    const { status, stderr } = notes('--from', 'v1.0.0', '--template', 'wrong.txt');
    expect(status).toBe(2);
    expect(stderr).toContain('wrong.txt:2:2: there is no titel; known are title, service');
  });

  it.each<[string, readonly string[], number, string]>([
    [
      'a ref that means nothing',
      ['--from', 'v9'],
      2,
      '`--from` must be a release (such as d-ABCDEF123), a tag, a branch or',
    ],
    ['an audience that nobody knows', ['--from', 'v1.0.0', '--audience', 'all'], 2, 'customer-trouble'],
    [
      'a file of people that is not there',
      ['--from', 'v1.0.0', '--release-file', 'no.yaml'],
      2,
      'no.yaml:1:1: there is no such file',
    ],
    ['a folder that is no clone', ['--from', 'v1.0.0', '--repository', '..'], 2, '.. is in no git clone'],
  ])('are refused with %s', (_, args, code, message) => {
    const { status, stderr } = notes(...args);
    expect([status, stderr]).toEqual([code, expect.stringContaining(message)]);
  });

  it('are refused by line where people wrote something that is not known', () => {
    writeFileSync(join(clone.directory, 'release.yaml'), 'highlights:\n  - It speaks.\nknownIssue: none\n');
    const { status, stderr } = notes('--from', 'v1.0.0');
    expect(status).toBe(2);
    expect(stderr).toContain('release.yaml:3:');
    expect(stderr).toContain('the keys known here are highlights, knownIssues, migration');
  });

  it('are refused in a shallow clone, with the way out', () => {
    clone.git('clone', '--quiet', '--depth', '1', pathToFileURL(clone.directory).href, 'shallow');
    const { status, stderr } = notes('--from', 'HEAD', '--repository', 'shallow');
    expect(status).toBe(3);
    expect(stderr).toContain('fetch-depth: 0');
  });

  it('are of what came between two releases, as the ledger knows their commits', async () => {
    await inWatchedAccount({}, async (watched) => {
      const { account } = watched;
      const run = (...args: readonly string[]) =>
        runCommand(account, { file: process.execPath, args: [SLUICE, ...args], directory: clone.directory });
      await watched.deploy(join(directory, 'old'), (name) => name === 'Platform');
      await run('annotate', '--assembly', join(directory, 'old'), '--sha', 'v1.0.0');
      await watched.deploy(join(directory, 'old'));
      await run('annotate', '--assembly', join(directory, 'new'), '--hotfix');
      await watched.deploy(join(directory, 'new'));
      const tables = await account.tables();
      const ids = [...tables.values()]
        .flat()
        .filter(({ SK }) => SK === 'META')
        .map(({ PK }) => String(PK).replace('RELEASE#', ''));
      const first = ids.find((id) => id.startsWith('first-')) ?? '';
      const second = ids.find((id) => id.startsWith('d-')) ?? '';
      const { output, errors } = await run('notes', '--from', first, '--to', second, '--format', 'chat');
      expect(errors).toBe('');
      expect(output).toMatch(/^\*Hotfix of Service-Fn\S+ v1\.1\.0\* \(2026-01-05\)\n/);
      expect(output).toContain('*New features*\n• chat: speak Japanese (#12)\n');
      expect(output).not.toContain('begin');
      const missing = await run('notes', '--from', 'd-ABCDEFGHI');
      expect([missing.exitCode, missing.errors]).toEqual([3, expect.stringContaining('has no release d-ABCDEFGHI')]);
    });
  });
});
