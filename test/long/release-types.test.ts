import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Requirement } from 'sluice';
import { Account } from '../../lib/rehearsal/account/account';
import { readAssembly } from '../../lib/rehearsal/assembly/read-assembly';
import { runCommand } from '../../lib/rehearsal/run-command';
import { BARE_GIT, temporaryClone, type TemporaryClone } from '../adapters/temporary-clone';
import { HEALTHY, healthyChange, synthesizeService } from '../end-to-end/service-assembly';
import { runSluice } from '../end-to-end/run-sluice';
import { EMPTY_ACCOUNT } from '../rehearsal/account/account-settings';

const SLUICE = join(process.cwd(), 'dist/sluice.js');

let directory: string;
let clone: TemporaryClone;
let account: Account;

const platform = {
  policy: [Requirement.approvals({ by: ['tech-lead'], independent: false, types: ['minor', 'major'] })],
};

const assembly = (name: string, code: string, type: string) =>
  synthesizeService(directory, name, { code, platform, context: { 'sluice:type': type } });

beforeAll(async () => {
  process.env = { ...process.env, ...BARE_GIT };
  directory = mkdtempSync(join(tmpdir(), 'sluice-types-'));
  clone = temporaryClone();
  clone.commit('feat: begin');
  clone.git('tag', 'v1.0.0');
  clone.commit('fix: answer in time');
  account = new Account(EMPTY_ACCOUNT);
  await account.open();
}, 120_000);

afterAll(async () => {
  await account.close();
  clone.remove();
  rmSync(directory, { recursive: true, force: true });
});

const releaseType = (...args: readonly string[]) => runSluice(['release-type', ...args], clone.directory);

/** Annotates an assembly by the commits of the clone, deploys it, and answers how its release went. */
async function released(outdir: string, ...annotate: readonly string[]): Promise<string> {
  return account.simulation.run(async () => {
    const sluice = (...args: readonly string[]) =>
      runCommand(account, { file: process.execPath, args: [SLUICE, ...args], directory: clone.directory });
    if (annotate.length > 0) await sluice('annotate', '--assembly', outdir, ...annotate);
    await account.deploy(readAssembly(outdir));
    await account.simulation.sleep(30 * 60_000);
    const { output } = await sluice('releases', '--json');
    const { releases } = JSON.parse(output) as {
      readonly releases: readonly { readonly state: string; readonly decidedBy?: string }[];
    };
    return `${releases[0]?.state} by ${releases[0]?.decidedBy}`;
  });
}

describe('the type of a release', () => {
  it('is printed by what the commits since the newest tag say, so that a synth can have it', () => {
    expect(releaseType()).toMatchObject({ status: 0, stdout: 'patch\n' });
    clone.commit('feat!: speak no Latin');
    expect(releaseType()).toMatchObject({ status: 0, stdout: 'major\n' });
    const { stdout } = releaseType('--from', 'v1.0.0', '--to', 'HEAD~1', '--json');
    expect(JSON.parse(stdout)).toEqual({
      ...{ schema: 1, type: 'patch', sentence: 'No commit breaks anything or adds a feature.', commits: 1 },
      since: clone.git('rev-parse', 'v1.0.0'),
    });
    clone.git('reset', '--quiet', '--hard', 'HEAD~1');
  });

  it('cannot be printed where no tag says what came before', () => {
    const { status, stderr } = releaseType('--to', 'v1.0.0');
    expect([status, stderr]).toEqual([2, expect.stringContaining('No tag comes before v1.0.0')]);
  });

  // One account, whose releases come one after the other.
  it('decides who has to approve: a minor release waits for a tech lead, and a patch of what is mended does not', async () => {
    expect(await released(assembly('minor', HEALTHY, 'minor'))).toBe('blocked by policy-approvals');
    expect(await released(assembly('patch', HEALTHY, 'patch'), '--since', 'v1.0.0')).toBe('released by gates');
  });

  it('may not be below what the commits suggest, and not below minor where nobody knows them', async () => {
    clone.commit('feat: sing');
    expect(await released(assembly('below', healthyChange(1), 'patch'), '--since', 'v1.0.0')).toBe(
      'blocked by policy-type',
    );
    expect(await released(assembly('unknown', healthyChange(2), 'hotfix'))).toBe('blocked by policy-type');
  });
});
