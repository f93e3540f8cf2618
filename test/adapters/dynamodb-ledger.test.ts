import { GetCommand, PutCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { canonicalSha256 } from '../../lib/adapters/canonical-json';
import type { LedgerEvent } from '../../lib/domain/release/ledger-event';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { DynamoDbReleases } from '../../lib/adapters/dynamodb-releases';
import { fittedVerdict, verdictBytes } from '../../lib/domain/gate/fitted-verdict';
import { applyEvent } from '../../lib/flow/apply-event';
import { openRelease, type Release } from '../../lib/domain/release/release';
import type { ReleaseEvent } from '../../lib/domain/release/release-event';
import { gateRecord, newRelease } from '../domain/release/example-release';
import { ledgerTable, type LedgerTable } from './ledger-table';

let table: LedgerTable;
let client: DynamoDBDocumentClient;
let ledger: DynamoDbLedger;
let releases: DynamoDbReleases;

beforeEach(async () => {
  table = await ledgerTable();
  client = table.client;
  ledger = new DynamoDbLedger(client, table.tableName);
  releases = new DynamoDbReleases(client, table.tableName);
});

afterEach(() => table.close());

const EVENT: ReleaseEvent = { kind: 'creation-allowed', at: 2000 };

const changed = (release: Release, change: Partial<Release>): Release => ({
  ...release,
  ...change,
  revision: release.revision + 1,
});

/** The events of a release as they lie in the table. */
async function eventsOf(id: string) {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: 'PK = :pk AND begins_with(SK, :event)',
      ExpressionAttributeValues: { ':pk': `RELEASE#${id}`, ':event': 'EVENT#' },
    }),
  );
  return Items as unknown as readonly { readonly event: LedgerEvent }[];
}

describe('the ledger in DynamoDB', () => {
  it('has nothing of a release that was not opened', async () => {
    expect(await ledger.read('d-1')).toBeUndefined();
    expect(await ledger.manifest('d-1')).toBeUndefined();
    expect(await releases.gates('d-1')).toEqual([]);
  });

  it('keeps a release as it was opened, with its manifest', async () => {
    const opened = await ledger.open(newRelease, '{"schema":1}');
    expect(opened).toEqual({ ...openRelease(newRelease), head: opened.head });
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
    const { Item } = await client.send(
      new GetCommand({ TableName: table.tableName, Key: { PK: 'RELEASE#d-1', SK: 'META' } }),
    );
    expect(Item).toMatchObject({ GSI1PK: 'SERVICE#chat:live', GSI1SK: '1970-01-01T00:00:01.000Z#d-1' });
  });

  it('answers the release that is there already when it is opened again, and keeps its manifest', async () => {
    const shifting = changed(await ledger.open(newRelease, 'first'), { state: 'shifting' });
    const kept = await ledger.replace(shifting, EVENT);
    expect(await ledger.open({ ...newRelease, green: '9' }, 'second')).toEqual(kept);
    expect(await ledger.read('d-1')).toEqual(kept);
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
    const kept = await ledger.replace(next, EVENT);
    expect(kept).toEqual({ ...next, head: kept?.head });
    expect(await ledger.read('d-1')).toEqual(kept);
    expect(await ledger.manifest('d-1')).toBe('{"schema":1}');
  });

  it('lets one of many writers win, and what it wrote is kept', async () => {
    const opened = await ledger.open(newRelease);
    const writers = ['a', 'b', 'c', 'd', 'e'].map((decidedBy) => changed(opened, { state: 'refused', decidedBy }));
    const won = await Promise.all(writers.map((next) => ledger.replace(next, EVENT)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await ledger.read('d-1')).toEqual(won.find(Boolean));
  });

  it('lists the releases that are not settled, the oldest first, until they are', async () => {
    await ledger.open({ ...newRelease, id: 'd-2', openedAt: 2000 });
    const first = await ledger.open(newRelease);
    expect(await ledger.unsettled()).toEqual(['d-1', 'd-2']);
    const blocked = changed(first, { state: 'blocked', endedAt: 3000 });
    await ledger.replace(blocked, EVENT);
    expect(await ledger.unsettled()).toEqual(['d-1', 'd-2']);
    const settled = changed(blocked, { messageSentAt: 4000 });
    const kept = await ledger.replace(settled, EVENT);
    expect(await ledger.unsettled()).toEqual(['d-2']);
    expect(await ledger.read('d-1')).toEqual(kept);
  });

  it('lists a release that was opened before there was the list, from its next change on', async () => {
    const opened = openRelease(newRelease);
    const item = { PK: 'RELEASE#d-1', SK: 'META', release: opened };
    await client.send(new PutCommand({ TableName: table.tableName, Item: item }));
    expect(await ledger.unsettled()).toEqual([]);
    await ledger.replace(changed(opened, { state: 'shifting' }), EVENT);
    expect(await ledger.unsettled()).toEqual(['d-1']);
  });

  it('keeps an event beside each state, and each names the digest of the one before', async () => {
    await ledger.open(newRelease, 'the manifest');
    const gates = [gateRecord('chat', 'before-traffic', 'pass')];
    await applyEvent(ledger, 'd-1', { kind: 'judged', at: 2000, phase: 'before-traffic', gates });
    await applyEvent(ledger, 'd-1', { kind: 'deployment-ended', at: 3000, ending: { status: 'succeeded' } });
    const kept = await eventsOf('d-1');
    expect(kept.map(({ event }) => [event.sequence, event.kind, event.at, event.release.state])).toEqual([
      [1, 'opened', 1000, 'gating'],
      [2, 'judged', 2000, 'shifting'],
      [3, 'deployment-ended', 3000, 'released'],
    ]);
    const digests = kept.map(({ event }) => canonicalSha256(event));
    expect(kept.map(({ event }) => event.previous)).toEqual([undefined, digests[0], digests[1]]);
    expect((await ledger.read('d-1'))?.head).toBe(digests[2]);
    expect(kept[0]?.event.manifest).toBe(canonicalSha256('the manifest'));
    expect(kept[1]?.event.gates).toEqual([
      { name: 'chat', phase: 'before-traffic', outcome: 'pass', sha256: canonicalSha256(gates[0]) },
    ]);
  });

  it('keeps no event of a state that it does not keep', async () => {
    const opened = await ledger.open(newRelease);
    await Promise.all(['a', 'b', 'c'].map((decidedBy) => ledger.replace(changed(opened, { decidedBy }), EVENT)));
    expect(await eventsOf('d-1')).toHaveLength(2);
  });

  it('goes on from a release that was kept before there were events', async () => {
    const opened = { ...openRelease(newRelease), revision: 4 };
    await client.send(
      new PutCommand({ TableName: table.tableName, Item: { PK: 'RELEASE#d-1', SK: 'META', release: opened } }),
    );
    await applyEvent(ledger, 'd-1', {
      kind: 'gate-run-broke',
      at: 2000,
      phase: 'before-traffic',
      reason: { code: 'c', message: 'm' },
    });
    const [first, ...others] = await eventsOf('d-1');
    expect([first?.event.sequence, first?.event.previous, others]).toEqual([5, undefined, []]);
    const { Item } = await client.send(
      new GetCommand({ TableName: table.tableName, Key: { PK: 'RELEASE#d-1', SK: 'META' } }),
    );
    expect(Item).toMatchObject({ schema: 2, release: { state: 'refused', head: canonicalSha256(first?.event) } });
  });

  it('refuses a writer that did not see the last change', async () => {
    const opened = await ledger.open(newRelease);
    await ledger.replace(changed(opened, { state: 'shifting' }), EVENT);
    expect(await ledger.replace(changed(opened, { state: 'refused' }), EVENT)).toBeUndefined();
    expect((await ledger.read('d-1'))?.state).toBe('shifting');
  });

  it('refuses to replace a release that was never opened', async () => {
    expect(await ledger.replace(changed(openRelease(newRelease), { state: 'shifting' }), EVENT)).toBeUndefined();
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
    await expect(nowhere.replace(changed(openRelease(newRelease), {}), EVENT)).rejects.toThrow('resource not found');
  });
});
