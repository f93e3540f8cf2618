import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDbDeliveries } from '../../lib/adapters/dynamodb-deliveries';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { DynamoDbNotices } from '../../lib/adapters/dynamodb-notices';
import { afterPost, claimDelivery, type Delivery } from '../../lib/domain/delivery/delivery';
import { claimThread, openedThread, type Thread } from '../../lib/domain/delivery/thread';
import { applyEvent } from '../../lib/flow/apply-event';
import { newRelease } from '../domain/release/example-release';
import { ledgerTable, type LedgerTable } from './ledger-table';

let table: LedgerTable;
let deliveries: DynamoDbDeliveries;

beforeEach(async () => {
  table = await ledgerTable();
  deliveries = new DynamoDbDeliveries(table.client, table.tableName);
});

afterEach(() => table.close());

const ID = { channel: 'slack', messageId: 'd-1-released', releaseId: 'd-1' };

function claimed(known: Delivery | undefined, at: number): Delivery {
  const claim = claimDelivery(known, ID, at);
  if (claim.kind !== 'post') throw new Error('It cannot be claimed.');
  return claim.next;
}

describe('what channels did, in the ledger’s table', () => {
  it('is kept under the release, for each channel and message', async () => {
    expect(await deliveries.read('d-1', 'slack', 'd-1-released')).toBeUndefined();
    const { next } = afterPost(claimed(undefined, 1000), { kind: 'posted', reference: '1.2' }, 1, 2000);
    expect(await deliveries.keep(claimed(undefined, 1000))).toBe(true);
    expect(await deliveries.keep(next)).toBe(true);
    expect(await deliveries.read('d-1', 'slack', 'd-1-released')).toEqual(next);
    expect(await deliveries.read('d-1', 'teams', 'd-1-released')).toBeUndefined();
    const Key = { PK: 'RELEASE#d-1', SK: 'DELIVERY#slack#d-1-released' };
    const { Item } = await table.client.send(new GetCommand({ TableName: table.tableName, Key }));
    expect(Item).toMatchObject({ schema: 2, delivery: next });
  });

  it('is claimed by one of those that come at once', async () => {
    const claims = Array.from({ length: 10 }, (_, at) => claimed(undefined, at));
    const won = await Promise.all(claims.map((claim) => deliveries.keep(claim)));
    expect(won.filter(Boolean)).toHaveLength(1);
    const kept = await deliveries.read('d-1', 'slack', 'd-1-released');
    const next = Array.from({ length: 10 }, (_, at) => claimed(kept, 100_000 + at));
    expect((await Promise.all(next.map((claim) => deliveries.keep(claim)))).filter(Boolean)).toHaveLength(1);
  });

  it('is known to be one’s own where the answer of a write was lost', async () => {
    const claim = claimed(undefined, 1000);
    expect([await deliveries.keep(claim), await deliveries.keep(claim)]).toEqual([true, true]);
    expect(await deliveries.keep({ ...claim, at: 1001 })).toBe(false);
  });

  it('has the thread of a release', async () => {
    const claim = claimThread(undefined, ID, 0) as { readonly next: Thread };
    expect(await deliveries.keepThread(claim.next)).toBe(true);
    expect(await deliveries.keepThread({ ...claim.next, openedBy: 'another' })).toBe(false);
    const opened = openedThread(claim.next, '17.4');
    expect(await deliveries.keepThread(opened)).toBe(true);
    expect(await deliveries.thread('d-1', 'slack')).toEqual(opened);
    expect(await deliveries.thread('d-2', 'slack')).toBeUndefined();
  });
});

describe('what is to be said of a release, in the ledger’s table', () => {
  const passed = { kind: 'judged', at: 2000, phase: 'before-traffic', gates: [] } as const;

  it('is written with the event that causes it, and is due until it is published', async () => {
    const ledger = new DynamoDbLedger(table.client, table.tableName);
    const notices = new DynamoDbNotices(table.client, table.tableName);
    await ledger.open(newRelease);
    const { release, notices: said } = await applyEvent(ledger, 'd-1', passed);
    expect(said).toMatchObject([{ id: 'd-1-started', head: release.head }]);
    expect(table.calls.filter((call) => call === 'PutItem')).toEqual([]);
    expect(await notices.due(2000)).toEqual([]);
    expect(await notices.due(2001)).toEqual(said);
    await notices.published(said[0]!, 3000);
    expect(await notices.due(1e12)).toEqual([]);
    // It is no release that is not settled.
    expect(await ledger.unsettled()).toEqual(['d-1']);
    expect(await ledger.lastEventAt(release)).toBe(2000);
  });

  it('is nothing where another writer was first', async () => {
    const ledger = new DynamoDbLedger(table.client, table.tableName);
    const notices = new DynamoDbNotices(table.client, table.tableName);
    await ledger.open(newRelease);
    await Promise.all(Array.from({ length: 8 }, () => applyEvent(ledger, 'd-1', passed)));
    expect(await notices.due(1e12)).toHaveLength(1);
  });
});
