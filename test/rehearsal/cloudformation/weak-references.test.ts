import { Account, thing } from './account';

const output = (value: unknown) => ({ Outputs: { Table: { Value: value } } });
const read = (more: object = {}) => ({
  Queue: thing({ Value: { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'Table', ...more } } }),
});

async function dataAndReader(): Promise<Account> {
  const account = new Account();
  await account.deploy({ Table: thing({ Fixed: 1 }) }, output({ Ref: 'Table' }), 'Data');
  await account.deploy(read());
  return account;
}

describe('weak references to another stack', () => {
  it('carry an output that nobody exports', async () => {
    const account = await dataAndReader();
    expect(account.cloudFormation.resources('Chat').get('Queue')?.properties).toEqual({ Value: 'Table-1' });
  });

  it('let the output change and go, and its stack with it', async () => {
    const account = await dataAndReader();
    const changed = await account.deploy({ Table: thing({ Fixed: 2 }) }, output({ Ref: 'Table' }), 'Data');
    expect(changed.status).toBe('UPDATE_COMPLETE');
    const gone = await account.deploy({ Table: thing({ Fixed: 2 }) }, {}, 'Data');
    expect(gone.status).toBe('UPDATE_COMPLETE');
  });

  it.each([
    ['the stack', {}, 'Stack Data does not exist. Deploy it first.'],
    ['the output', undefined, 'Stack Data has no output named Table. Deploy it with that output first.'],
  ])('fail the stack that reads before %s is there', async (_, before, reason) => {
    const account = new Account();
    if (before === undefined) await account.deploy({ Other: thing() }, {}, 'Data');
    expect(await account.deploy(read())).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason });
  });

  it.each([
    [{ Region: 'eu-north-1' }, 'Fn::GetStackOutput from another region, eu-north-1'],
    [{ RoleArn: 'arn:aws:iam::444455556666:role/look' }, 'RoleArn of Fn::GetStackOutput'],
  ])('stop by name where they lead out of the account or its region: %j', async (more, what) => {
    const account = new Account();
    await account.deploy({ Table: thing() }, output('x'), 'Data');
    await expect(account.deploy(read(more))).rejects.toThrow(what);
  });
});
