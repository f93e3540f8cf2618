import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDbFacts } from '../../lib/adapters/dynamodb-facts';
import { facts } from '../domain/facts/example-facts';
import { ledgerTable, type LedgerTable } from './ledger-table';

const SUBJECT = 'a'.repeat(64);

let table: LedgerTable;
let ledger: DynamoDbFacts;

beforeEach(async () => {
  table = await ledgerTable();
  ledger = new DynamoDbFacts(table.client, table.tableName);
});

afterEach(() => table.close());

describe('the facts of a commit in DynamoDB', () => {
  it('are none where nobody annotated', async () => {
    expect(await ledger.read(SUBJECT)).toBeUndefined();
  });

  it('are kept by their subject, by one write, and read by one look', async () => {
    expect(await ledger.keep(SUBJECT, facts({ branch: 'main' }))).toBe(true);
    expect(await ledger.read(SUBJECT)).toEqual(facts({ branch: 'main' }));
    expect(await ledger.read('b'.repeat(64))).toBeUndefined();
    expect(table.calls).toEqual(['CreateTable', 'PutItem', 'GetItem', 'GetItem'].slice(-table.calls.length));
  });

  it('are those of the latest annotation, in whichever order they come', async () => {
    const [early, late] = [facts({ annotatedAt: 1, branch: 'early' }), facts({ annotatedAt: 2, branch: 'late' })];
    expect(await ledger.keep(SUBJECT, late)).toBe(true);
    expect(await ledger.keep(SUBJECT, early)).toBe(false);
    expect(await ledger.read(SUBJECT)).toEqual(late);
    expect(await ledger.keep(SUBJECT, { ...late, branch: 'again' })).toBe(true);
  });

  it('are none where something else lies there: no release stops for it', async () => {
    const Item = { PK: `SUBJECT#${SUBJECT}`, SK: 'FACTS', facts: { schema: 9 } };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
    expect(await ledger.read(SUBJECT)).toBeUndefined();
  });
});
