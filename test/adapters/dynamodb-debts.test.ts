import { DynamoDbDebts } from '../../lib/adapters/dynamodb-debts';
import { DynamoDbNotices } from '../../lib/adapters/dynamodb-notices';
import type { Debt } from '../../lib/domain/policy/debt';
import { everyMessage } from '../domain/message/example-message';
import { ledgerTable, type LedgerTable } from './ledger-table';

const debt = (dueAt: number): Debt => ({
  ...{ subject: 'a'.repeat(64), openedAt: 1000, dueAt, checks: ['regression-test'] },
  approvals: { by: ['tech-lead'], independent: true, beside: [] },
});

let table: LedgerTable;
let debts: DynamoDbDebts;
let notices: DynamoDbNotices;

beforeEach(async () => {
  table = await ledgerTable();
  debts = new DynamoDbDebts(table.client, table.tableName);
  notices = new DynamoDbNotices(table.client, table.tableName);
});

afterEach(() => table.close());

const dueBefore = async (time: number) => (await debts.due(time)).map(({ releaseId }) => releaseId);

describe('what releases owe in DynamoDB', () => {
  it('is found by when it is due, the earliest first, by one query', async () => {
    for (const [place, dueAt] of [9000, 3000, 5000, 5001].entries()) await debts.keep(`d-${place}`, debt(dueAt));
    const before = table.calls.length;
    expect(await debts.due(5000)).toEqual([
      { releaseId: 'd-1', debt: debt(3000) },
      { releaseId: 'd-2', debt: debt(5000) },
    ]);
    expect(table.calls.slice(before)).toEqual(['Query', 'GetItem', 'GetItem']);
  });

  it('is kept once for a release, also where it is closed', async () => {
    await debts.keep('d-1', debt(3000));
    await debts.keep('d-1', { ...debt(3000), checks: [] });
    const [kept] = await debts.due(3000);
    expect(kept?.debt.checks).toEqual(['regression-test']);
    expect(await debts.close(kept!, 2000)).toBe(true);
    expect(await debts.close(kept!, 2000)).toBe(false);
    await debts.keep('d-1', debt(3000));
    expect(await dueBefore(9000)).toEqual([]);
  });

  it('is told once as due soon and once as overdue, and what is said is kept with it', async () => {
    await debts.keep('d-1', debt(3000));
    const [kept] = await debts.due(3000);
    const { owed, overdue } = everyMessage();
    expect(await Promise.all([debts.remind(kept!, owed, 2000), debts.remind(kept!, owed, 2000)])).toContain(false);
    expect((await debts.due(3000))[0]).toEqual({ ...kept, remindedAt: 2000 });
    expect(await notices.due(owed.at + 1)).toEqual([owed]);
    expect(await debts.close(kept!, 4000, overdue)).toBe(true);
    expect(await debts.close(kept!, 4000, overdue)).toBe(false);
    expect(await debts.remind(kept!, owed, 5000)).toBe(false);
    expect(await notices.due(overdue.at + 1)).toEqual([owed, overdue]);
    expect(await dueBefore(9000)).toEqual([]);
  });
});
