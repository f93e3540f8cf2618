import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Channel, ChannelSecret, Gate, GatedRelease, ReleasePlatform } from 'sluice';
import { Account } from '../../lib/rehearsal/account/account';
import { readAssembly } from '../../lib/rehearsal/assembly/read-assembly';
import { runCommand } from '../../lib/rehearsal/run-command';
import { temporaryClone, type TemporaryClone } from '../adapters/temporary-clone';
import { nodeFunction } from '../end-to-end/node-function';
import { runSluice } from '../end-to-end/run-sluice';
import { HEALTHY, healthyChange } from '../end-to-end/service-assembly';
import { PLANTED, PLANT } from '../planted-secret';
import { EMPTY_ACCOUNT } from '../rehearsal/account/account-settings';

const SLUICE = join(process.cwd(), 'dist/sluice.js');
const SIGNING = Buffer.from(`${PLANTED}${PLANTED}`).toString('base64');
const BAD = `exports.handler = async () => { throw new Error('no shelf'); };`;

/** What is stored in the account, and nowhere else: channels read the first three as they post, CloudFormation the last. */
const PARAMETERS = {
  '/team/audit': `whsec_${SIGNING}`,
  '/team/bot': `xoxb-${PLANTED}`,
  // No token has a line break: it is refused, with a reason.
  '/team/old-bot': `xoxb-${PLANTED}\n${PLANTED}`,
  '/team/database': `postgres://shop:${PLANTED}@db.example`,
};

let directory: string;
let clone: TemporaryClone;
/** Everything that was produced, by what it is. */
const produced = new Map<string, string>();
let account: Account;
let posted = 0;

/** A platform with channels that have secrets, and a function that has one in its environment by a reference. */
function synthesize(name: string, code: string): string {
  const app = new App({ outdir: join(directory, name) });
  const routing = { events: ['started', 'blocked', 'released'] as const };
  const platform = new ReleasePlatform(new Stack(app, 'Platform'), 'Platform', {
    channels: [
      Channel.webhook({
        url: 'https://audit.example/releases',
        signingSecret: ChannelSecret.inParameter('/team/audit'),
        routing: { events: [...routing.events] },
      }),
      Channel.slack({ channelId: 'C012AB3CD', botToken: ChannelSecret.inParameter('/team/bot') }),
      Channel.slack({
        name: 'old-bot',
        channelId: 'C012AB3CE',
        botToken: ChannelSecret.inParameter('/team/old-bot'),
      }),
    ],
  });
  const service = new Stack(app, 'Service');
  const fn = nodeFunction(service, 'Fn', code, { directory, functionName: 'shop' });
  fn.addEnvironment('DATABASE', '{{resolve:ssm:/team/database}}');
  new GatedRelease(service, 'Release', { function: fn, platform, gates: [Gate.health()] });
  app.synth();
  return join(directory, name);
}

async function sluice(...args: readonly string[]): Promise<string> {
  const { output, errors } = await account.simulation.run(() =>
    runCommand(account, { file: process.execPath, args: [SLUICE, ...args], directory: clone.directory }),
  );
  produced.set(`sluice ${args.join(' ')}`, `${output}${errors}`);
  return output;
}

/** The texts of a folder's files, those of its folders too. */
function keepFiles(what: string, folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile())
      produced.set(`${what}: ${entry.name}`, readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  }
}

async function playInAccount(assemblies: readonly string[]): Promise<void> {
  account = new Account({ ...EMPTY_ACCOUNT, parameters: PARAMETERS });
  const lines: string[] = [];
  const messages: unknown[] = [];
  const { recorder } = account;
  jest.spyOn(recorder, 'log').mockImplementation((line) => void lines.push(line));
  jest.spyOn(recorder, 'message').mockImplementation((message) => void messages.push(message));
  jest.spyOn(recorder, 'outsideCall').mockImplementation((call) => {
    posted += 1;
    messages.push(call);
  });
  await account.open();
  for (const assembly of assemblies) {
    await sluice('annotate', '--assembly', assembly, '--json');
    await account.simulation.run(async () => {
      await account.deploy(readAssembly(assembly));
      await account.simulation.sleep(10 * 60_000);
    });
    clone.commit('feat: another shelf');
  }
  produced.set('logs', lines.join('\n'));
  produced.set('messages', JSON.stringify(messages));
  produced.set('ledger', JSON.stringify([...(await account.tables()).values()]));
  const { releases } = JSON.parse(await sluice('releases', '--json')) as {
    readonly releases: readonly { readonly id: string }[];
  };
  expect(releases).toHaveLength(assemblies.length);
  for (const { id } of releases) {
    for (const args of [
      ['show', id],
      ['show', id, '--json'],
      ['export', id],
    ])
      await sluice(...args);
  }
  await sluice('notes', '--from', releases[1]!.id, '--to', releases[0]!.id);
  await sluice('metrics', '--from', '7d', '--export', join(directory, 'out', 'history.json'));
  await sluice('ledger', 'verify', '--json');
  for (const args of [
    ['show', 'd-NOWHERE'],
    ['preflight', '--to', 'nowhere'],
    ['export', 'd-NOWHERE'],
  ]) {
    await sluice(...args);
  }
}

function playByCommand(assemblies: readonly string[]): void {
  const scenario = {
    account: { parameters: PARAMETERS },
    steps: assemblies.map((deploy, index) => ({ name: `step ${index}`, deploy })),
  };
  writeFileSync(join(directory, 'scenario.yaml'), JSON.stringify(scenario));
  const out = join(directory, 'out', 'report');
  const args = ['rehearse', '--scenario', join(directory, 'scenario.yaml')];
  for (const more of [['--json'], ['--out', out]]) {
    const { stdout, stderr } = runSluice([...args, ...more]);
    produced.set(`sluice rehearse ${more[0] ?? ''}`, `${stdout}${stderr}`);
  }
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-planted-'));
  clone = temporaryClone();
  clone.git('remote', 'add', 'origin', `https://ada:${PLANTED}@git.example/shop.git`);
  clone.commit('feat: a shelf');
  mkdirSync(join(directory, 'out'));
  const assemblies = [synthesize('first', HEALTHY), synthesize('good', healthyChange(1)), synthesize('bad', BAD)];
  await playInAccount(assemblies);
  playByCommand(assemblies);
  for (const assembly of assemblies) keepFiles(`assembly ${assembly}`, assembly);
  keepFiles('out', join(directory, 'out'));
}, 300_000);

afterAll(async () => {
  jest.restoreAllMocks();
  await account.close();
  clone.remove();
  rmSync(directory, { recursive: true, force: true });
});

describe('secrets that are planted in an account', () => {
  it('were there, and were used', () => {
    expect(account.lambda.registry.version('shop', '1').configuration.environment.DATABASE).toMatch(PLANT);
    // The webhook, and the chat by the token that it takes.
    expect(posted).toBeGreaterThanOrEqual(6);
    expect(produced.get('logs')).toContain('old-bot');
  });

  it('are in nothing that was produced', () => {
    expect([...produced.keys()]).toEqual(expect.arrayContaining(['logs', 'messages', 'ledger', 'out: history.json']));
    for (const what of [
      'sluice show',
      'sluice export',
      'sluice notes',
      'sluice metrics',
      'sluice rehearse',
      'assembly',
    ]) {
      expect([...produced.keys()].filter((name) => name.startsWith(what))).not.toEqual([]);
    }
    expect([...produced.values()].filter((text) => text === '')).toEqual([]);
    const leaks = [...produced].filter(([, text]) => PLANT.test(text) || text.includes(SIGNING));
    expect(leaks.map(([what]) => what)).toEqual([]);
  });
});
