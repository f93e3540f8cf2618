import { Account, lines, serviceError, thing } from './account';

describe('deleting a stack', () => {
  it('deletes each resource before those it depends on', async () => {
    const account = new Account();
    await account.deploy({ Queue: thing({ Value: { Ref: 'Table' } }), Table: thing() });
    account.takeCalls();
    const operation = await account.remove();
    expect(operation).toMatchObject({ stackName: 'Chat', kind: 'delete', status: 'DELETE_COMPLETE' });
    expect(account.takeCalls()).toEqual(['remove Queue-2', 'remove Table-1']);
    expect(lines(operation.events)).toEqual([
      '2 s Chat DELETE_IN_PROGRESS User Initiated',
      '2 s Queue DELETE_IN_PROGRESS',
      '3 s Queue DELETE_COMPLETE',
      '3 s Table DELETE_IN_PROGRESS',
      '4 s Table DELETE_COMPLETE',
      '4 s Chat DELETE_COMPLETE',
    ]);
    expect(account.physicalIds()).toEqual({});
    expect(account.cloudFormation.status('Chat')).toBeUndefined();
  });

  it.each(['Retain', 'RetainExceptOnCreate'])('leaves a resource behind with %s', async (policy) => {
    const account = new Account();
    await account.deploy({ Table: thing({}, { DeletionPolicy: policy }) });
    account.takeCalls();
    const operation = await account.remove();
    expect(operation.status).toBe('DELETE_COMPLETE');
    expect(lines(operation.events)).toContain('1 s Table DELETE_SKIPPED');
    expect(account.takeCalls()).toEqual([]);
  });

  it('makes a new stack of the same name afterwards', async () => {
    const account = new Account();
    const first = await account.deploy({ Table: thing() });
    await account.remove();
    const second = await account.deploy({ Table: thing() });
    expect(second).toMatchObject({ kind: 'create', status: 'CREATE_COMPLETE' });
    expect(second.events[0]?.physicalId).not.toBe(first.events[0]?.physicalId);
  });

  it('succeeds where there is no such stack, as in AWS', async () => {
    const operation = await new Account().remove();
    expect(operation).toEqual({ stackName: 'Chat', kind: 'delete', status: 'DELETE_COMPLETE', events: [] });
  });

  it('goes on beside a resource that cannot be deleted, but leaves what that one needs', async () => {
    const account = new Account();
    await account.deploy({
      Network: thing(),
      Table: thing({ Value: { Ref: 'Network' } }),
      Queue: thing({ Value: { Ref: 'Table' } }),
      Topic: thing(),
    });
    account.takeCalls();
    account.broken.set('remove Queue', serviceError('in use', 'ResourceInUseException'));
    const operation = await account.remove();
    expect(operation).toMatchObject({
      status: 'DELETE_FAILED',
      reason: 'The following resource(s) failed to delete: [Queue].',
    });
    expect(account.takeCalls()).toEqual(['remove Topic-4', 'remove Queue-3']);
    expect(Object.keys(account.physicalIds())).toEqual(['Network', 'Table', 'Queue']);
  });

  it('is taken up again after it has failed', async () => {
    const account = new Account();
    await account.deploy({ Table: thing(), Queue: thing() });
    account.broken.set('remove Queue', serviceError('in use'));
    await account.remove();
    account.broken.clear();
    account.takeCalls();
    expect((await account.remove()).status).toBe('DELETE_COMPLETE');
    expect(account.takeCalls()).toEqual(['remove Queue-2']);
  });

  it('leaves a stack that takes no update where it has failed', async () => {
    const account = new Account();
    await account.deploy({ Table: thing() });
    account.broken.set('remove Table', serviceError('in use'));
    await account.remove();
    await expect(account.deploy({ Table: thing() })).rejects.toThrow(
      'is in DELETE_FAILED state and can not be updated.',
    );
  });

  it('is refused while another stack reads an export of it', async () => {
    const account = new Account();
    const outputs = { Outputs: { Table: { Value: { Ref: 'Table' }, Export: { Name: 'platform-table' } } } };
    await account.deploy({ Table: thing() }, outputs, 'Platform');
    await account.deploy({ Queue: thing({ Value: { 'Fn::ImportValue': 'platform-table' } }) });
    account.takeCalls();
    const operation = await account.remove('Platform');
    const reason = 'Delete canceled. Cannot delete export platform-table as it is in use by Chat.';
    expect(operation).toMatchObject({ kind: 'delete', status: 'CREATE_COMPLETE', reason });
    expect(lines(operation.events)).toEqual([
      '2 s Platform DELETE_IN_PROGRESS User Initiated',
      `2 s Platform CREATE_COMPLETE ${reason}`,
    ]);
    expect(account.takeCalls()).toEqual([]);
    await account.remove();
    expect((await account.remove('Platform')).status).toBe('DELETE_COMPLETE');
  });

  it('frees the names of its exports', async () => {
    const account = new Account();
    const outputs = { Outputs: { Table: { Value: 'x', Export: { Name: 'platform-table' } } } };
    await account.deploy({ Table: thing() }, outputs, 'Platform');
    await account.remove('Platform');
    expect((await account.deploy({ Table: thing() }, outputs)).status).toBe('CREATE_COMPLETE');
  });

  it('is refused while the stack is being deployed', async () => {
    const { cloudFormation, simulation } = new Account();
    const source = { name: 'Chat', template: { Resources: { Table: thing() } }, where: 'Chat.json' };
    await simulation.run(async () => {
      const deployment = cloudFormation.deploy(source);
      await expect(cloudFormation.remove('Chat')).rejects.toThrow('can not be deleted');
      await deployment;
    });
  });
});
