import { DynamoDbUnpacked } from '../../lib/adapters/dynamodb-unpacked';
import { ledgerTable, type LedgerTable } from './ledger-table';

const [ONE, OTHER] = ['a'.repeat(64), 'b'.repeat(64)];
const [CODE, FORGED] = [`dirHash:${'d'.repeat(64)}`, `dirHash:${'e'.repeat(64)}`];

let table: LedgerTable;
let unpacked: DynamoDbUnpacked;

beforeEach(async () => {
  table = await ledgerTable();
  unpacked = new DynamoDbUnpacked(table.client, table.tableName);
});

afterEach(() => table.close());

describe('what packages unpack to, in DynamoDB', () => {
  it('is known of those whose bytes were seen, and of no others', async () => {
    await unpacked.keep(ONE, CODE);
    expect(await unpacked.read(ONE)).toBe(CODE);
    expect(await unpacked.read(OTHER)).toBeUndefined();
  });

  it('is written once: what comes later changes nothing, and is no error', async () => {
    await unpacked.keep(ONE, CODE);
    await unpacked.keep(ONE, FORGED);
    expect(await unpacked.read(ONE)).toBe(CODE);
  });
});
