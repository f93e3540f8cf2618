import { DynamoDbSpentGlasses } from '../../lib/adapters/dynamodb-spent-glasses';
import { ledgerTable, type LedgerTable } from './ledger-table';

const ID = 'bg-aaaaaaaaaaaa-0123456789ab';

let table: LedgerTable;
let glasses: DynamoDbSpentGlasses;

beforeEach(async () => {
  table = await ledgerTable();
  glasses = new DynamoDbSpentGlasses(table.client, table.tableName);
});

afterEach(() => table.close());

describe('a break-glass in DynamoDB', () => {
  it('is used by the first, which has it from then on, and by no other', async () => {
    expect(await glasses.by(ID)).toBeUndefined();
    expect(await glasses.spend(ID, 'd-1', 1000)).toBe('d-1');
    expect(await glasses.spend(ID, 'd-1', 2000)).toBe('d-1');
    expect(await glasses.spend(ID, 'd-2', 2000)).toBe('d-1');
    expect(await glasses.by(ID)).toBe('d-1');
    expect(await glasses.by(`${ID.slice(0, -1)}c`)).toBeUndefined();
  });

  it('is used by one of several that race, on which all agree', async () => {
    const racing = ['d-1', 'd-2', 'd-3', 'd-4'].map((release) => glasses.spend(ID, release, 1000));
    const holders = new Set(await Promise.all(racing));
    expect([...holders]).toEqual([await glasses.by(ID)]);
  });
});
