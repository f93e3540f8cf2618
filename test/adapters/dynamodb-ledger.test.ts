import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { DynamoDbReleases } from '../../lib/adapters/dynamodb-releases';
import { fittedVerdict, verdictBytes } from '../../lib/domain/gate/fitted-verdict';
import { applyEvent } from '../../lib/flow/apply-event';
import { openRelease, type Release } from '../../lib/domain/release/release';
import { gateRecord, newRelease } from '../domain/release/example-release';

const TABLE = 'ledger';

let server: Server & { closeAllConnections(): void };
let client: DynamoDBDocumentClient;
let ledger: DynamoDbLedger;
let releases: DynamoDbReleases;

beforeEach(async () => {
  server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const plain = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await plain.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'PK', AttributeType: 'S' },
        { AttributeName: 'SK', AttributeType: 'S' },
        { AttributeName: 'UnsettledPK', AttributeType: 'S' },
        { AttributeName: 'UnsettledSK', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'Unsettled',
          KeySchema: [
            { AttributeName: 'UnsettledPK', KeyType: 'HASH' },
            { AttributeName: 'UnsettledSK', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
  client = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
  ledger = new DynamoDbLedger(client, TABLE);
  releases = new DynamoDbReleases(client, TABLE);
});

afterEach(async () => {
  client.destroy();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const changed = (release: Release, change: Partial<Release>): Release => ({
  ...release,
  ...change,
  revision: release.revision + 1,
});

describe('the ledger in DynamoDB', () => {
  it('has nothing of a release that was not opened', async () => {
    expect(await ledger.read('d-1')).toBeUndefined();
    expect(await ledger.manifest('d-1')).toBeUndefined();
    expect(await releases.gates('d-1')).toEqual([]);
  });

  it('keeps a release as it was opened, with its manifest', async () => {
    const opened = await ledger.open(newRelease, '{"schema":1}');
    expect(opened).toEqual(openRelease(newRelease));
    expect(await ledger.read('d-1')).toEqual(opened);
    expect(await ledger.manifest('d-1')).toBe('{"schema":1}');
  });

  it.each(['x', '漢', '🐙', '"', '\u0000', '\uD83D'])(
    'keeps the largest answer of a gate, and the release that it refuses: %j',
    async (character) => {
      const reasons = Array.from({ length: 2000 }, () => ({
        ...{ code: 'c', message: character.repeat(600) },
        ...{ asked: character.repeat(80), answered: character.repeat(80) },
      }));
      const evidence = {
        source: character.repeat(300_000),
        sampleSize: 1,
        windowMs: 1,
        figures: { huge: 1.7e18, p: 1e-200 },
      };
      const sha256 = () => '0'.repeat(64);
      const verdict = fittedVerdict({ outcome: 'fail', reasons, evidence }, verdictBytes(1), sha256);
      const gate = { ...gateRecord('n'.repeat(64), 'before-traffic', 'fail'), verdict };
      await ledger.open(newRelease, 'm'.repeat(4096));
      await ledger.recordGate('d-1', gate);
      expect(await releases.gates('d-1')).toEqual([gate]);
      expect(gate.verdict.reasons[0]?.answered).not.toBe('');
      const event = { kind: 'judged', at: 2000, phase: 'before-traffic', gates: [gate] } as const;
      const { release } = await applyEvent(ledger, 'd-1', event);
      expect(await ledger.read('d-1')).toEqual(release);
      expect(release.reasons.at(-1)?.code).toBe('more-reasons');
    },
  );

  it('lists a release under its service by time', async () => {
    await ledger.open(newRelease);
    const { Item } = await client.send(new GetCommand({ TableName: TABLE, Key: { PK: 'RELEASE#d-1', SK: 'META' } }));
    expect(Item).toMatchObject({ GSI1PK: 'SERVICE#chat:live', GSI1SK: '1970-01-01T00:00:01.000Z#d-1' });
  });

  it('answers the release that is there already when it is opened again, and keeps its manifest', async () => {
    const shifting = changed(await ledger.open(newRelease, 'first'), { state: 'shifting' });
    await ledger.replace(shifting);
    expect(await ledger.open({ ...newRelease, green: '9' }, 'second')).toEqual(shifting);
    expect(await ledger.read('d-1')).toEqual(shifting);
    expect(await ledger.manifest('d-1')).toBe('first');
  });

  it('lets one of two writers open a release', async () => {
    await Promise.all([ledger.open(newRelease, 'first'), ledger.open({ ...newRelease, green: '9' }, 'second')]);
    const kept = await ledger.read('d-1');
    expect([kept?.green, await ledger.manifest('d-1')]).toEqual(kept?.green === '8' ? ['8', 'first'] : ['9', 'second']);
  });

  it('keeps all that a release can say, and its manifest beside it', async () => {
    const opened = await ledger.open(newRelease, '{"schema":1}');
    const next = changed(opened, {
      state: 'blocked',
      decidedBy: 'chat',
      decidedAt: 2000,
      reasons: [{ code: 'timeout', message: 'No answer.' }],
      endedAt: 3000,
      messageSentAt: 4000,
    });
    expect(await ledger.replace(next)).toBe(true);
    expect(await ledger.read('d-1')).toEqual(next);
    expect(await ledger.manifest('d-1')).toBe('{"schema":1}');
  });

  it('lets one of many writers win, and what it wrote is kept', async () => {
    const opened = await ledger.open(newRelease);
    const writers = ['a', 'b', 'c', 'd', 'e'].map((decidedBy) => changed(opened, { state: 'refused', decidedBy }));
    const won = await Promise.all(writers.map((next) => ledger.replace(next)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await ledger.read('d-1')).toEqual(writers[won.indexOf(true)]);
  });

  it('lists the releases that are not settled, the oldest first, until they are', async () => {
    await ledger.open({ ...newRelease, id: 'd-2', openedAt: 2000 });
    const first = await ledger.open(newRelease);
    expect(await ledger.unsettled()).toEqual(['d-1', 'd-2']);
    const blocked = changed(first, { state: 'blocked', endedAt: 3000 });
    await ledger.replace(blocked);
    expect(await ledger.unsettled()).toEqual(['d-1', 'd-2']);
    const settled = changed(blocked, { messageSentAt: 4000 });
    await ledger.replace(settled);
    expect(await ledger.unsettled()).toEqual(['d-2']);
    expect(await ledger.read('d-1')).toEqual(settled);
  });

  it('lists a release that was opened before there was the list, from its next change on', async () => {
    const opened = openRelease(newRelease);
    const item = { PK: 'RELEASE#d-1', SK: 'META', release: opened };
    await client.send(new PutCommand({ TableName: TABLE, Item: item }));
    expect(await ledger.unsettled()).toEqual([]);
    await ledger.replace(changed(opened, { state: 'shifting' }));
    expect(await ledger.unsettled()).toEqual(['d-1']);
  });

  it('refuses a writer that did not see the last change', async () => {
    const opened = await ledger.open(newRelease);
    await ledger.replace(changed(opened, { state: 'shifting' }));
    expect(await ledger.replace(changed(opened, { state: 'refused' }))).toBe(false);
    expect((await ledger.read('d-1'))?.state).toBe('shifting');
  });

  it('refuses to replace a release that was never opened', async () => {
    expect(await ledger.replace(changed(openRelease(newRelease), { state: 'shifting' }))).toBe(false);
    expect(await ledger.read('d-1')).toBeUndefined();
  });

  it('applies racing events one after the other: the answers agree with what is kept', async () => {
    await ledger.open(newRelease);
    const judged = (outcome: 'pass' | 'fail') =>
      applyEvent(ledger, 'd-1', {
        kind: 'judged',
        at: 2000,
        phase: 'before-traffic',
        gates: [gateRecord('chat', 'before-traffic', outcome)],
      });
    const [failing, passing] = await Promise.all([judged('fail'), judged('pass')]);
    const kept = await ledger.read('d-1');
    expect(kept?.revision).toBe(2);
    expect([failing.release, passing.release]).toEqual([kept, kept]);
    const answer = { kind: 'answer-hook', id: 'd-1-answer-before-traffic' };
    expect(failing.effects).toEqual([{ ...answer, status: 'Failed' }]);
    const status = kept?.state === 'shifting' ? 'Succeeded' : 'Failed';
    expect(passing.effects).toEqual([{ ...answer, status }]);
  });

  it('keeps the answers of gates, each the last one of its phase and name', async () => {
    await ledger.open(newRelease);
    await ledger.open({ ...newRelease, id: 'd-2' });
    await ledger.recordGate('d-1', gateRecord('health', 'before-traffic', 'pass'));
    await ledger.recordGate('d-1', gateRecord('chat', 'before-traffic', 'fail'));
    await ledger.recordGate('d-1', gateRecord('chat', 'before-traffic', 'pass'));
    await ledger.recordGate('d-1', gateRecord('chat', 'after-traffic', 'inconclusive'));
    await ledger.recordGate('d-2', gateRecord('other', 'before-traffic', 'pass'));
    expect(await releases.gates('d-1')).toEqual([
      gateRecord('chat', 'after-traffic', 'inconclusive'),
      gateRecord('chat', 'before-traffic', 'pass'),
      gateRecord('health', 'before-traffic', 'pass'),
    ]);
  });

  it('does not take a failure of the table for a lost race', async () => {
    const nowhere = new DynamoDbLedger(client, 'nowhere');
    await expect(nowhere.open(newRelease)).rejects.toThrow('resource not found');
    await expect(nowhere.replace(changed(openRelease(newRelease), {}))).rejects.toThrow('resource not found');
  });
});
