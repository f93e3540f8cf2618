import { Account, thing } from './account';

const platform = (value: unknown) => ({ Outputs: { Table: { Value: value, Export: { Name: 'platform-table' } } } });
const reader = { Queue: thing({ Value: { 'Fn::ImportValue': 'platform-table' } }) };

async function platformAndReader(): Promise<Account> {
  const account = new Account();
  await account.deploy({ Table: thing({ Fixed: 1 }) }, platform({ Ref: 'Table' }), 'Platform');
  await account.deploy(reader);
  return account;
}

describe('exports', () => {
  it('carry a value from one stack to another', async () => {
    const account = await platformAndReader();
    expect(account.cloudFormation.resources('Chat').get('Queue')?.properties).toEqual({ Value: 'Table-1' });
  });

  it('fail the stack that reads one before it is there', async () => {
    const account = new Account();
    const operation = await account.deploy(reader);
    expect(operation).toMatchObject({
      status: 'ROLLBACK_COMPLETE',
      reason: 'No export named platform-table found. Deploy the stack that exports it first.',
    });
    expect(operation.events.map(({ logicalId, status }) => `${logicalId} ${status}`)).toContain('Queue CREATE_FAILED');
  });

  it('cannot change while another stack reads them', async () => {
    const account = await platformAndReader();
    const operation = await account.deploy({ Table: thing({ Fixed: 2 }) }, platform({ Ref: 'Table' }), 'Platform');
    expect(operation.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(operation.reason).toBe('Export platform-table cannot be updated as it is in use by Chat');
    expect(account.physicalIds('Platform')).toEqual({ Table: 'Table-1' });
  });

  it('cannot go while another stack reads them', async () => {
    const account = await platformAndReader();
    const operation = await account.deploy({ Table: thing({ Fixed: 1 }) }, {}, 'Platform');
    expect(operation.reason).toBe('Export platform-table cannot be deleted as it is in use by Chat');
  });

  it('can change once nobody reads them any more', async () => {
    const account = await platformAndReader();
    await account.deploy({ Queue: thing() });
    const operation = await account.deploy({ Table: thing({ Fixed: 2 }) }, platform({ Ref: 'Table' }), 'Platform');
    expect(operation.status).toBe('UPDATE_COMPLETE');
  });

  it('have names that only one stack uses', async () => {
    const account = await platformAndReader();
    const operation = await account.deploy({ Table: thing() }, platform('x'), 'Second');
    expect(operation).toMatchObject({
      status: 'ROLLBACK_COMPLETE',
      reason: 'Export with name platform-table is already exported by stack Platform.',
    });
  });
});
