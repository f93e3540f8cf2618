import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDbLedger } from '../../lib/adapters/dynamodb-ledger';
import { DynamoDbReleases } from '../../lib/adapters/dynamodb-releases';
import { newRelease } from '../domain/release/example-release';
import { ledgerTable, type LedgerTable } from './ledger-table';

const ADAPTERS = join(__dirname, '../../lib/adapters');

describe('the access patterns of the ledger', () => {
  let table: LedgerTable;

  beforeEach(async () => {
    table = await ledgerTable();
  });

  afterEach(() => table.close());

  it('scan nothing, and filter away nothing that they read', () => {
    const files = readdirSync(ADAPTERS).filter((name) => name.startsWith('dynamodb-'));
    expect(files.length).toBeGreaterThan(5);
    const wasteful = files.filter((name) =>
      /ScanCommand|FilterExpression/.test(readFileSync(join(ADAPTERS, name), 'utf8')),
    );
    expect(wasteful).toEqual([]);
  });

  it('are one call each, at however many releases', async () => {
    const ledger = new DynamoDbLedger(table.client, table.tableName);
    const releases = new DynamoDbReleases(table.client, table.tableName);
    for (let place = 0; place < 30; place++) {
      await ledger.open({ ...newRelease, id: `d-${place}`, openedAt: 1000 + place }, 'the manifest');
    }
    const before = table.calls.length;
    const reads: readonly (() => Promise<unknown>)[] = [
      () => ledger.read('d-7'),
      () => ledger.manifest('d-7'),
      () => ledger.recordedGates('d-7'),
      () => ledger.unsettled(),
      () => releases.items('d-7'),
      () => releases.ofService('chat', 'live', { since: 0, most: 10 }),
      () => releases.between(0, 2000),
    ];
    for (const read of reads) await read();
    expect(table.calls.slice(before)).toEqual(['GetItem', 'GetItem', ...Array.from({ length: 5 }, () => 'Query')]);
  });

  it('find the newest of a service by no more than was asked for', async () => {
    const ledger = new DynamoDbLedger(table.client, table.tableName);
    const releases = new DynamoDbReleases(table.client, table.tableName);
    for (let place = 0; place < 30; place++) {
      await ledger.open({ ...newRelease, id: `d-${place}`, openedAt: 1000 + place });
    }
    const found = await releases.ofService('chat', 'live', { since: 0, most: 3 });
    expect(found.map(({ id }) => id)).toEqual(['d-29', 'd-28', 'd-27']);
  });
});
