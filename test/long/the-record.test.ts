import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Gate, GatedRelease, ReleasePlatform } from 'sluice';
import { Account } from '../../lib/rehearsal/account/account';
import { readAssembly } from '../../lib/rehearsal/assembly/read-assembly';
import { runCommand } from '../../lib/rehearsal/run-command';
import { EMPTY_ACCOUNT } from '../rehearsal/account/account-settings';
import { nodeFunction } from '../end-to-end/node-function';
import { HEALTHY, healthyChange } from '../end-to-end/service-assembly';

const SLUICE = join(process.cwd(), 'dist/sluice.js');
const EXECUTION = /^arn:aws:states:eu-west-1:\d{12}:execution:[\w-]+:d-\w+-after-traffic-\w+$/;
const SICK = `exports.handler = async () => ({ statusCode: 503, body: 'sick' });`;

let directory: string;
let account: Account;
/** The ids of the releases, by what they are. */
let ids: Readonly<Record<'first' | 'released' | 'blocked', string>>;

/** A platform whose exports are signed, and one function. */
function synthesize(name: string, code: string): void {
  const app = new App({ outdir: join(directory, name) });
  const stack = new Stack(app, 'Platform');
  const auditKey = new kms.Key(stack, 'AuditKey', {
    keySpec: kms.KeySpec.ECC_NIST_P256,
    keyUsage: kms.KeyUsage.SIGN_VERIFY,
  });
  const platform = new ReleasePlatform(stack, 'Platform', { auditKey });
  const service = new Stack(app, 'Service');
  const fn = nodeFunction(service, 'Fn', code, { directory, functionName: 'shop' });
  new GatedRelease(service, 'Release', { function: fn, platform, gates: [Gate.health()] });
  app.synth();
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-record-'));
  synthesize('first', HEALTHY);
  synthesize('good', healthyChange(1));
  synthesize('sick', SICK);
  account = new Account(EMPTY_ACCOUNT);
  await account.open();
  for (const name of ['first', 'good', 'sick']) {
    await account.simulation.run(async () => {
      await account.deploy(readAssembly(join(directory, name)));
      // The message of the end is sent, and the reconciler has looked.
      await account.simulation.sleep(10 * 60_000);
    });
  }
  const { releases } = JSON.parse((await sluice('releases', '--json')).output) as {
    readonly releases: readonly { readonly id: string; readonly state: string; readonly blue?: string }[];
  };
  const idOf = (state: string, isFirst = false) =>
    releases.find((one) => one.state === state && (one.blue === undefined) === isFirst)?.id ?? `no release ${state}`;
  ids = { first: idOf('released', true), released: idOf('released'), blocked: idOf('blocked') };
}, 120_000);

afterAll(async () => {
  await account.close();
  rmSync(directory, { recursive: true, force: true });
});

const sluice = (...args: readonly string[]) =>
  account.simulation.run(() => runCommand(account, { file: process.execPath, args: [SLUICE, ...args], directory }));

/** Writes something into the ledger behind everybody's back, tries something, and puts back what was there. */
async function tampered(SK: string, change: object, attempt: () => Promise<void>): Promise<void> {
  const TableName = [...account.ssm.all()].find(([name]) => name.endsWith('/ledger-table'))?.[1] ?? '';
  const Key = { PK: { S: `RELEASE#${ids.released}` }, SK: { S: SK } };
  const call = (operation: string, input: object) =>
    account.simulation.run(() => account.dynamoDb.call<{ readonly Item?: object }>(operation, { TableName, ...input }));
  const { Item } = await call('GetItem', { Key });
  await call('UpdateItem', { Key, ...change });
  await attempt();
  await call('PutItem', { Item });
}

describe('the releases of a ledger', () => {
  it('are listed, the newest first, for a person', async () => {
    const { output, exitCode } = await sluice('releases');
    expect(exitCode).toBe(0);
    expect(output.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      [expect.stringMatching(/^2026-01-05 \d\d:\d\d$/), ids.blocked, 'shop:live', '2 → 3', 'blocked', 'health'],
      [expect.any(String), ids.released, 'shop:live', '1 → 2', 'released'],
      [expect.any(String), ids.first, 'shop:live', 'first → 1', 'released'],
      [''],
    ]);
  });

  it.each([
    [['--service', 'shop'], 3],
    [['--service', 'shop:live'], 3],
    [['--service', 'shop:next'], 0],
    [['--service', 'cart'], 0],
    [['--state', 'blocked'], 1],
  ])('are chosen by %j', async (args, count) => {
    const { output } = await sluice('releases', '--json', ...args);
    expect((JSON.parse(output) as { releases: unknown[] }).releases).toHaveLength(count);
  });

  it('are of a state that there is', async () => {
    const { errors, exitCode } = await sluice('releases', '--state', 'gone');
    expect([exitCode, errors]).toEqual([2, expect.stringContaining('`--state` must be one of gating, shifting')]);
  });
});

describe('a release that is shown', () => {
  it('says where it stands, by whom, and why', async () => {
    const { output, exitCode } = await sluice('show', ids.blocked);
    expect(exitCode).toBe(0);
    expect(output).toContain('shop:live   version 2 → 3');
    expect(output).toContain('blocked before any traffic, by health');
    expect(output).toMatch(/✘ health +fail +before-traffic/);
    expect(output).toContain('503');
    expect(output).toMatch(new RegExp(`${ids.blocked} · \\d events · opened 2026-01-05T`));
  });

  it('is the same as JSON', async () => {
    const story = JSON.parse((await sluice('show', ids.released, '--json')).output) as {
      readonly release: object;
      readonly events: readonly { readonly kind: string; readonly state: string }[];
      readonly gates: readonly { readonly name: string }[];
    };
    expect(story.release).toHaveProperty('published', expect.stringMatching(/^[0-9a-f]{64}$/) as string);
    // The last gate run that asked about it.
    expect(story.release).toHaveProperty('gateRun', expect.stringMatching(EXECUTION) as string);
    expect(story.release).toMatchObject({ id: ids.released, state: 'released', blue: '1', green: '2' });
    expect(story.events.map(({ kind, state }) => [kind, state])).toEqual([
      ['opened', 'gating'],
      ['judged', 'shifting'],
      ['judged', 'verifying'],
      ['deployment-ended', 'released'],
      ['message-claimed', 'released'],
      ['message-sent', 'released'],
      ['counted', 'released'],
    ]);
    expect(story.gates.map(({ name }) => name)).toEqual(['health']);
  });

  it('ends a watch at once where it has ended, by how it ended', async () => {
    expect((await sluice('show', ids.released, '--watch')).exitCode).toBe(0);
    expect((await sluice('show', ids.blocked, '--watch', '--json')).exitCode).toBe(1);
  });

  it('has to be there', async () => {
    const { errors, exitCode } = await sluice('show', 'd-NOWHERE');
    expect(exitCode).toBe(3);
    expect(errors).toContain('has no release d-NOWHERE. `sluice releases` lists those it has');
  });
});

describe('the dashboard’s metrics', () => {
  it.each([
    ['Released', 2],
    ['Blocked', 1],
    ['Failed', 0],
  ])('have the first release among those that were %s', (name, count) => {
    const { metrics } = account.cloudWatch;
    const dimensions = { Platform: 'default', Service: 'shop' };
    const from = Date.UTC(2026, 0, 5);
    const query = { metric: { namespace: 'Sluice', name, dimensions }, statistic: 'Sum', from } as const;
    const [day] = metrics.read({ ...query, periodMs: 86_400_000, periods: 1 }, account.simulation.now);
    expect(day?.value ?? 0).toBe(count);
  });
});

describe('the record', () => {
  it('is sound, of all releases', async () => {
    const { output, exitCode } = await sluice('ledger', 'verify');
    expect(output).toMatch(/^3 releases with \d+ events: nothing was changed\.\n$/);
    expect(exitCode).toBe(0);
  });

  it.each([
    [
      'an event',
      'EVENT#000002',
      {
        UpdateExpression: 'SET event.#at = :v',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':v': { N: '1' } },
      },
      'Event 2 is not the one that event 3 names.',
    ],
    [
      'the state',
      'META',
      {
        UpdateExpression: 'SET #r.decidedBy = :v',
        ExpressionAttributeNames: { '#r': 'release' },
        ExpressionAttributeValues: { ':v': { S: 'nobody' } },
      },
      'The release is not as its last event made it.',
    ],
    [
      'a gate',
      'GATE#before-traffic#health',
      { UpdateExpression: 'SET gate.verdict.outcome = :v', ExpressionAttributeValues: { ':v': { S: 'fail' } } },
      'The record of the gate health (before-traffic) is not as it was judged.',
    ],
  ])('shows where somebody changed %s', async (_, key, change, says) => {
    await tampered(key, change, async () => {
      const { output, exitCode } = await sluice('ledger', 'verify', ids.released);
      expect(output).toContain(says);
      expect(exitCode).toBe(1);
    });
    expect((await sluice('ledger', 'verify', ids.released)).exitCode).toBe(0);
  });

  it('has what a message told', async () => {
    const { output } = await sluice('ledger', 'verify', ids.released, '--json');
    const { releases } = JSON.parse(output) as { readonly releases: readonly { readonly head: string }[] };
    expect((await sluice('ledger', 'verify', ids.released, '--anchor', releases[0]!.head)).exitCode).toBe(0);
    const other = await sluice('ledger', 'verify', ids.released, '--anchor', '0'.repeat(64));
    expect([other.exitCode, other.output]).toEqual([1, expect.stringContaining('which was told once')]);
  });

  it('is exported as canonical JSON, and verified without the account', async () => {
    const file = join(directory, 'export.json');
    expect((await sluice('export', ids.blocked, '--output', file)).errors).toBe('');
    const text = readFileSync(file, 'utf8');
    const { signature } = JSON.parse(text) as {
      readonly signature: { readonly keyArn: string; readonly signed: string };
    };
    expect(signature.signed).toMatch(new RegExp(`^sluice export 1\nrelease ${ids.blocked}\nsha256 [0-9a-f]{64}\n$`));
    expect((await sluice('ledger', 'verify', '--file', file)).exitCode).toBe(0);

    const key = join(directory, 'key.pem');
    const { PublicKey } = (await account.simulation.run(() =>
      account.kms.api('GetPublicKey', { KeyId: signature.keyArn }, { roleArn: 'anybody' }),
    )) as { readonly PublicKey: string };
    writeFileSync(key, `-----BEGIN PUBLIC KEY-----\n${PublicKey}\n-----END PUBLIC KEY-----\n`);
    expect((await sluice('ledger', 'verify', '--file', file, '--public-key', key)).exitCode).toBe(0);

    writeFileSync(file, text.replaceAll('"blocked"', '"released"'));
    const changed = await sluice('ledger', 'verify', '--file', file, '--public-key', key);
    expect(changed.output).toContain('The record is not the one that the digest is of.');
    expect(changed.exitCode).toBe(1);
    writeFileSync(
      file,
      text.replace(/(?<="value":".{30})./, (one) => (one === 'A' ? 'B' : 'A')),
    );
    const forged = await sluice('ledger', 'verify', '--file', file, '--public-key', key);
    expect(forged.output).toContain('The signature is not one by the key arn:aws:kms:');

    const whole = JSON.parse(text) as { readonly record: { readonly items: readonly object[] } };
    writeFileSync(file, JSON.stringify({ ...whole, signature: null }));
    const bare = await sluice('ledger', 'verify', '--file', file, '--public-key', key);
    expect([bare.exitCode, bare.output]).toEqual([1, expect.stringContaining('It is not signed, and so nobody')]);
    expect((await sluice('ledger', 'verify', '--file', file)).output).toContain('It is not signed: anybody may');

    const [first] = whole.record.items;
    const items = [...whole.record.items, first, { ...first, PK: 'RELEASE#d-OTHER', SK: 'LABEL#x' }];
    writeFileSync(file, JSON.stringify({ ...whole, record: { ...whole.record, items } }));
    const doubled = await sluice('ledger', 'verify', '--file', file, '--public-key', key);
    expect(doubled.output).toMatch(/The item LABEL#x is of another release\.\n.*The item .* is there more than once\./);
  });

  it.each([
    [['export', 'd-NOWHERE'], 3, 'has no release d-NOWHERE'],
    [['ledger', 'verify', '--file', 'nothing.json'], 2, 'cannot be read as an export'],
    [['ledger', 'verify', '--anchor', 'x'], 2, '`--anchor` is the head of one release'],
    [['ledger', 'verify', 'd-1', '--anchor', 'x'], 2, 'must be a SHA-256 in 64 hexadecimal digits'],
    [['ledger', 'verify', 'd-1', '--anchor', ''], 2, '`--anchor` must not be empty'],
    [['releases', '--service', ''], 2, '`--service` must not be empty'],
    [['effort', 'd-1', '--minutes', '3', '--who', ' '], 2, '`--who` must not be empty'],
    [['notes', '--repository', 'nowhere', '--from', 'v1'], 3, 'the folder does not exist'],
    [['ledger', 'verify', '--platform', 'other'], 3, 'no release platform named other'],
  ])('is asked for wrongly: %j', async (args, code, says) => {
    const { exitCode, errors } = await sluice(...args);
    expect([exitCode, errors]).toEqual([code, expect.stringContaining(says)]);
  });
});
