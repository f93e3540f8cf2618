import { Account, lines, serviceError, thing } from './account';

async function accountWith(resources: object, others: object = {}): Promise<Account> {
  const account = new Account({ resourceOperationMs: 0 });
  const { status } = await account.deploy(resources, others);
  if (status !== 'CREATE_COMPLETE') throw new Error(status);
  account.takeCalls();
  return account;
}

describe('updating a stack', () => {
  it('does nothing where nothing has changed', async () => {
    const account = await accountWith({ Table: thing({ Value: 1 }) });
    const operation = await account.deploy({ Table: thing({ Value: 1 }) });
    expect(operation).toEqual({ stackName: 'Chat', kind: 'no-change', status: 'NO_CHANGE', events: [] });
    expect(account.takeCalls()).toEqual([]);
  });

  it('touches only the resources whose properties have changed', async () => {
    const account = await accountWith({ Table: thing({ Value: 1 }), Queue: thing({ Value: 1 }) });
    const operation = await account.deploy({
      Table: thing({ Value: 1 }, { Metadata: { 'aws:asset:path': 'asset.1' } }),
      Queue: thing({ Value: 2 }),
    });
    expect(operation).toMatchObject({ kind: 'update', status: 'UPDATE_COMPLETE' });
    expect(account.takeCalls()).toEqual(['update Queue {"Value":1} → {"Value":2}']);
    expect(operation.events.map(({ status }) => status)).toEqual([
      'UPDATE_IN_PROGRESS',
      'UPDATE_IN_PROGRESS',
      'UPDATE_COMPLETE',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_COMPLETE',
    ]);
  });

  it('updates where a parameter in the store has changed under the same template', async () => {
    const template = { Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/p' } } };
    const account = new Account();
    account.parameters.set('/p', 'one');
    await account.deploy({ Table: thing({ Value: { Ref: 'P' } }) }, template);
    account.takeCalls();
    account.parameters.set('/p', 'two');
    await account.deploy({ Table: thing({ Value: { Ref: 'P' } }) }, template);
    expect(account.takeCalls()).toEqual(['update Table {"Value":"one"} → {"Value":"two"}']);
  });

  it('makes what is new first and deletes what has left the template afterwards, last made first', async () => {
    const account = await accountWith({ Table: thing(), Queue: thing() });
    await account.deploy({ Topic: thing() });
    expect(account.takeCalls()).toEqual(['create Topic', 'remove Queue-2', 'remove Table-1']);
    expect(account.physicalIds()).toEqual({ Topic: 'Topic-3' });
  });

  it.each(['Retain', 'RetainExceptOnCreate'])('leaves behind what has left the template with %s', async (policy) => {
    const account = await accountWith({ Table: thing({}, { DeletionPolicy: policy }), Queue: thing() });
    const { events } = await account.deploy({ Queue: thing() });
    expect(account.takeCalls()).toEqual([]);
    expect(lines(events)).toContain('0 s Table DELETE_SKIPPED');
  });

  it('replaces a resource, shows the new one to those that name it, and deletes the old one at the end', async () => {
    const resources = (fixed: number) => ({
      Table: thing({ Fixed: fixed }),
      Queue: thing({ Value: { Ref: 'Table' } }),
    });
    const account = await accountWith(resources(1));
    await account.deploy(resources(2));
    expect(account.takeCalls()).toEqual([
      'create Table',
      'update Queue {"Value":"Table-1"} → {"Value":"Table-3"}',
      'remove Table-1',
    ]);
    expect(account.physicalIds()).toEqual({ Table: 'Table-3', Queue: 'Queue-2' });
  });

  it.each(['Retain', 'RetainExceptOnCreate'])('leaves a replaced resource behind with %s', async (policy) => {
    const account = await accountWith({ Table: thing({ Fixed: 1 }) });
    await account.deploy({ Table: thing({ Fixed: 2 }, { UpdateReplacePolicy: policy }) });
    expect(account.takeCalls()).toEqual(['create Table']);
  });

  it('takes another physical id for a replacement, as custom resources answer with', async () => {
    const account = await accountWith({ Table: thing() });
    await account.deploy({ Table: thing({ NewId: 'other' }) });
    expect(account.takeCalls()).toEqual(['update Table {} → {"NewId":"other"}', 'remove Table-1']);
  });

  it('remembers a deletion policy although the resource itself is not touched', async () => {
    const account = await accountWith({ Table: thing(), Queue: thing() });
    await account.deploy({ Table: thing({}, { DeletionPolicy: 'Retain' }), Queue: thing() });
    await account.deploy({ Queue: thing() });
    expect(account.takeCalls()).toEqual([]);
  });

  it('succeeds although a deletion fails in the cleanup', async () => {
    const account = await accountWith({ Table: thing(), Queue: thing() });
    account.broken.set('remove Table', serviceError('in use', 'ResourceInUseException'));
    const operation = await account.deploy({ Queue: thing() });
    expect(operation.status).toBe('UPDATE_COMPLETE');
    expect(operation.reason).toBeUndefined();
    expect(operation.events.filter(({ status }) => status === 'DELETE_FAILED')).toHaveLength(3);
    expect(operation.events.find(({ status }) => status === 'DELETE_FAILED')?.reason).toContain('"in use"');
    expect(lines(operation.events).at(-1)).toBe(
      '0 s Chat UPDATE_COMPLETE Update successful. One or more resources could not be deleted.',
    );
    expect(account.physicalIds()).toEqual({ Queue: 'Queue-2' });
  });

  it('refuses another type under the same logical id', async () => {
    const account = await accountWith({ Table: thing() });
    const operation = await account.deploy({ Table: { Type: 'Test::Other' } });
    expect(operation).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(operation.reason).toBe(
      'Update of resource type is not permitted. The new template modifies resource type of the following resources: [Table]',
    );
    expect(account.takeCalls()).toEqual([]);
  });

  it('refuses a second deployment of a stack that is being deployed', async () => {
    const account = new Account();
    const source = { name: 'Chat', template: { Resources: { Table: thing() } }, where: 'Chat.json' };
    const { cloudFormation, simulation } = account;
    await simulation.run(async () => {
      const first = cloudFormation.deploy(source);
      await expect(cloudFormation.deploy(source)).rejects.toThrow(
        /^Stack:arn:\S+ is in CREATE_IN_PROGRESS state and can not be updated\.$/,
      );
      await first;
    });
  });
});

describe('rolling an update back', () => {
  const before = {
    Table: thing({ Value: 1 }),
    Fixed: thing({ Fixed: 1 }),
    Queue: thing({ Value: { Ref: 'Fixed' } }),
    Last: thing({ Value: 1 }),
    Old: thing(),
  };
  const after = {
    Table: thing({ Value: 2 }),
    Fixed: thing({ Fixed: 2 }),
    Queue: thing({ Value: { Ref: 'Fixed' } }),
    Fresh: thing(),
    Kept: thing({}, { DeletionPolicy: 'Retain' }),
    Gone: thing({}, { DeletionPolicy: 'RetainExceptOnCreate' }),
    Last: thing({ Value: 2 }),
  };
  const outputs = { Outputs: { Fixed: { Value: { Ref: 'Fixed' } } } };

  it('puts back what was updated, then deletes what was made, and leaves the failed one alone', async () => {
    const account = await accountWith(before, outputs);
    account.broken.set('update Last', serviceError('no capacity', 'LimitExceededException'));
    const operation = await account.deploy(after, outputs);
    expect(operation).toMatchObject({ kind: 'update', status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(operation.reason).toMatch(/"no capacity" .*HandlerErrorCode: ServiceLimitExceeded/);
    expect(account.takeCalls().slice(7)).toEqual([
      'update Queue {"Value":"Fixed-6"} → {"Value":"Fixed-2"}',
      'update Table {"Value":2} → {"Value":1}',
      'remove Gone-9',
      'remove Fresh-7',
      'remove Fixed-6',
    ]);
    expect(lines(operation.events)).toEqual(
      expect.arrayContaining([
        '0 s Chat UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [Last].',
        '0 s Kept DELETE_SKIPPED',
        '0 s Chat UPDATE_ROLLBACK_COMPLETE',
      ]),
    );
  });

  it('remembers the old template, resources and outputs', async () => {
    const account = await accountWith(before, outputs);
    const physicalIds = account.physicalIds();
    account.broken.set('update Last', serviceError('no'));
    await account.deploy(after, outputs);
    expect(account.physicalIds()).toEqual(physicalIds);
    expect(account.cloudFormation.outputs('Chat')).toEqual({ Fixed: 'Fixed-2' });
    expect(account.cloudFormation.resources('Chat').get('Table')?.properties).toEqual({ Value: 1 });
    expect((await account.deploy(before, outputs)).status).toBe('NO_CHANGE');
  });

  it('can be updated again afterwards', async () => {
    const account = await accountWith(before, outputs);
    account.broken.set('update Last', serviceError('no'));
    await account.deploy(after, outputs);
    account.broken.clear();
    expect((await account.deploy(after, outputs)).status).toBe('UPDATE_COMPLETE');
    expect(Object.keys(account.physicalIds()).sort()).toEqual(Object.keys(after).sort());
  });

  it('ends in UPDATE_ROLLBACK_FAILED where the rollback itself fails, and takes no further update', async () => {
    const account = await accountWith({ Table: thing({ Value: 1 }), First: thing({ Value: 1 }) });
    account.broken.set('create Queue', serviceError('no'));
    account.broken.set('update Table {"Value":2} → {"Value":1}', serviceError('locked'));
    const next = { First: thing({ Value: 2 }), Table: thing({ Value: 2 }), Queue: thing() };
    const operation = await account.deploy(next);
    expect(operation.status).toBe('UPDATE_ROLLBACK_FAILED');
    expect(operation.reason).toContain('"no"');
    expect(lines(operation.events).slice(-3)).toEqual([
      '0 s Table UPDATE_IN_PROGRESS',
      expect.stringMatching(/^0 s Table UPDATE_FAILED .*"locked"/),
      '0 s Chat UPDATE_ROLLBACK_FAILED The following resource(s) failed to update: [Table].',
    ]);
    expect(account.cloudFormation.resources('Chat').get('First')?.properties).toEqual({ Value: 2 });
    await expect(account.deploy(next)).rejects.toThrow(
      /^Stack:arn:aws:.* is in UPDATE_ROLLBACK_FAILED state and can not be updated\.$/,
    );
  });

  it('deletes what the failed rollback of an update had left, with the stack', async () => {
    const account = await accountWith({ Table: thing({ Value: 1 }) });
    account.broken.set('create Last', serviceError('no'));
    account.broken.set('update Table {"Value":2} → {"Value":1}', serviceError('locked'));
    await account.deploy({ Table: thing({ Value: 2 }), Queue: thing(), Last: thing() });
    account.takeCalls();
    expect((await account.remove()).status).toBe('DELETE_COMPLETE');
    expect(account.takeCalls()).toEqual(['remove Queue-2', 'remove Table-1']);
  });

  it('makes a new resource where going back cannot be done in place, and deletes the other one', async () => {
    const account = await accountWith({ Table: thing({ Sealed: 'open' }) });
    account.broken.set('create Queue', serviceError('no'));
    const operation = await account.deploy({ Table: thing({ Sealed: 'sealed' }), Queue: thing() });
    expect(operation.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(account.takeCalls()).toEqual([
      'update Table {"Sealed":"open"} → {"Sealed":"sealed"}',
      'create Queue',
      'create Table',
      'remove Table-1',
    ]);
    expect(lines(operation.events).slice(-8)).toEqual([
      '0 s Table UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; hence creating one.',
      '0 s Table UPDATE_IN_PROGRESS Resource creation Initiated',
      '0 s Table UPDATE_COMPLETE',
      '0 s Chat UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      '0 s Queue DELETE_COMPLETE',
      '0 s Table DELETE_IN_PROGRESS',
      '0 s Table DELETE_COMPLETE',
      '0 s Chat UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(account.physicalIds()).toEqual({ Table: 'Table-2' });
  });

  it('leaves the old resource alone where its replacement could not be made', async () => {
    const account = await accountWith({ Table: thing({ Fixed: 1 }) });
    account.broken.set('create Table', serviceError('no'));
    const operation = await account.deploy({ Table: thing({ Fixed: 2 }) });
    expect(operation.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(account.takeCalls()).toEqual(['create Table']);
    expect(account.physicalIds()).toEqual({ Table: 'Table-1' });
  });
});

describe('a tag', () => {
  it('is there from when it is put on, while the rest of the stack is still to be done', async () => {
    // Each resource takes a second: the second look is between the two.
    const account = new Account();
    await account.deploy({ Table: thing(), Later: thing() });
    const tagged = { Table: thing({ Tags: [{ Key: 'team', Value: 'blue' }] }), Later: thing({ Value: 2 }) };
    const { simulation, cloudFormation } = account;
    const seen: unknown[] = [];
    await simulation.run(async () => {
      const changed = cloudFormation.deploy({ name: 'Chat', template: { Resources: tagged }, where: 'Chat.json' });
      seen.push(cloudFormation.stacks.tagsOf('arn:Table-1'));
      await simulation.sleep(1500);
      seen.push(cloudFormation.stacks.tagsOf('arn:Table-1'));
      await changed;
    });
    expect(seen).toEqual([{}, { team: 'blue' }]);
  });
});

describe('an update by the API', () => {
  it('refuses a stack that does not exist', async () => {
    await expect(new Account().update({ Table: thing() })).rejects.toThrow(
      serviceError('Stack [Chat] does not exist', 'ValidationError'),
    );
  });

  it('refuses to change nothing', async () => {
    const account = await accountWith({ Table: thing() });
    await expect(account.update({ Table: thing() })).rejects.toThrow('No updates are to be performed.');
  });

  it('updates a stack whose last update was rolled back', async () => {
    const account = await accountWith({ Table: thing({ Value: 1 }) });
    account.broken.set('update Table', serviceError('no'));
    await account.deploy({ Table: thing({ Value: 2 }) });
    account.broken.clear();
    expect((await account.update({ Table: thing({ Value: 2 }) })).status).toBe('UPDATE_COMPLETE');
  });
});
