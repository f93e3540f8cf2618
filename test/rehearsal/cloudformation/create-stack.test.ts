import { Account, lines, serviceError, thing } from './account';

describe('creating a stack', () => {
  it('makes resources one after the other, each after those it names', async () => {
    const account = new Account();
    const operation = await account.deploy({
      Queue: thing({ Value: { 'Fn::GetAtt': ['Table', 'Arn'] } }),
      Table: thing(),
      Topic: thing({}, { DependsOn: 'Queue' }),
    });
    expect(operation).toMatchObject({ stackName: 'Chat', kind: 'create', status: 'CREATE_COMPLETE' });
    expect(operation.reason).toBeUndefined();
    expect(lines(operation.events)).toEqual([
      '0 s Chat CREATE_IN_PROGRESS User Initiated',
      '0 s Table CREATE_IN_PROGRESS',
      '1 s Table CREATE_IN_PROGRESS Resource creation Initiated',
      '1 s Table CREATE_COMPLETE',
      '1 s Queue CREATE_IN_PROGRESS',
      '2 s Queue CREATE_IN_PROGRESS Resource creation Initiated',
      '2 s Queue CREATE_COMPLETE',
      '2 s Topic CREATE_IN_PROGRESS',
      '3 s Topic CREATE_IN_PROGRESS Resource creation Initiated',
      '3 s Topic CREATE_COMPLETE',
      '3 s Chat CREATE_COMPLETE',
    ]);
    expect(account.cloudFormation.resources('Chat').get('Queue')).toMatchObject({
      type: 'Test::Thing',
      physical: { id: 'Queue-2' },
      properties: { Value: 'arn:Table-1' },
    });
  });

  it('writes types and physical ids to the events', async () => {
    const { events } = await new Account().deploy({ Table: thing() });
    expect(events[3]).toEqual({
      at: 1000,
      stackName: 'Chat',
      logicalId: 'Table',
      physicalId: 'Table-1',
      resourceType: 'Test::Thing',
      status: 'CREATE_COMPLETE',
    });
    expect(events[4]?.resourceType).toBe('AWS::CloudFormation::Stack');
    expect(events[4]?.physicalId).toMatch(/^arn:aws:cloudformation:eu-west-1:111122223333:stack\/Chat\/[0-9a-f-]{36}$/);
  });

  it('leaves out a resource and an output whose condition is false', async () => {
    const account = new Account();
    await account.deploy(
      {
        Table: thing(),
        Extra: { Type: 'Not::Emulated', Condition: 'Never' },
        Queue: thing({}, { DependsOn: 'Extra' }),
      },
      {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Outputs: {
          Table: { Value: { Ref: 'Table' } },
          Extra: { Value: { Ref: 'Extra' }, Condition: 'Never' },
        },
      },
    );
    expect(account.takeCalls()).toEqual(['create Table', 'create Queue']);
    expect(account.cloudFormation.outputs('Chat')).toEqual({ Table: 'Table-1' });
  });

  it('deletes what was made, last first, when a resource fails', async () => {
    const account = new Account();
    account.broken.set('create Topic', serviceError('No such role'));
    const operation = await account.deploy({ Table: thing(), Queue: thing(), Topic: thing(), Never: thing() });
    expect(operation).toMatchObject({ kind: 'create', status: 'ROLLBACK_COMPLETE' });
    expect(operation.reason).toMatch(
      /^Resource handler returned message: "No such role" \(RequestToken: [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}, HandlerErrorCode: NotFound\)$/,
    );
    expect(account.takeCalls()).toEqual([
      'create Table',
      'create Queue',
      'create Topic',
      'remove Queue-2',
      'remove Table-1',
    ]);
    expect(lines(operation.events).slice(7)).toEqual([
      '2 s Topic CREATE_IN_PROGRESS',
      `3 s Topic CREATE_FAILED ${operation.reason ?? ''}`,
      '3 s Chat ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Topic]. Rollback requested by user.',
      '3 s Topic DELETE_COMPLETE',
      '3 s Queue DELETE_IN_PROGRESS',
      '4 s Queue DELETE_COMPLETE',
      '4 s Table DELETE_IN_PROGRESS',
      '5 s Table DELETE_COMPLETE',
      '5 s Chat ROLLBACK_COMPLETE',
    ]);
    expect(account.physicalIds()).toEqual({});
  });

  it('keeps what is retained, but not what is retained except on create, when it rolls back', async () => {
    const account = new Account();
    account.broken.set('create Topic', serviceError('no'));
    const operation = await account.deploy({
      Kept: thing({}, { DeletionPolicy: 'Retain' }),
      Gone: thing({}, { DeletionPolicy: 'RetainExceptOnCreate' }),
      Topic: thing(),
    });
    expect(account.takeCalls().slice(3)).toEqual(['remove Gone-2']);
    expect(lines(operation.events)).toContain('4 s Kept DELETE_SKIPPED');
  });

  it('creates a stack afresh after its creation was rolled back', async () => {
    const account = new Account();
    account.broken.set('create Queue', serviceError('no'));
    await account.deploy({ Table: thing(), Queue: thing() });
    account.broken.clear();
    const operation = await account.deploy({ Table: thing(), Queue: thing() });
    expect(operation).toMatchObject({ kind: 'create', status: 'CREATE_COMPLETE' });
    expect(account.physicalIds()).toEqual({ Table: 'Table-2', Queue: 'Queue-3' });
  });

  it('ends in ROLLBACK_FAILED where the rollback itself fails, and keeps what could not be deleted', async () => {
    const account = new Account();
    account.broken.set('create Topic', serviceError('no'));
    account.broken.set('remove Queue', serviceError('in use'));
    const operation = await account.deploy({
      Table: thing(),
      Queue: thing({ Value: { Ref: 'Table' } }),
      Other: thing(),
      Topic: thing(),
    });
    expect(operation.status).toBe('ROLLBACK_FAILED');
    expect(operation.reason).toContain('"no"');
    expect(account.takeCalls().slice(4)).toEqual(['remove Other-3', 'remove Queue-2']);
    expect(lines(operation.events).at(-1)).toBe(
      '6 s Chat ROLLBACK_FAILED The following resource(s) failed to delete: [Queue].',
    );
    expect(account.physicalIds()).toEqual({ Table: 'Table-1', Queue: 'Queue-2' });
  });

  it('deletes what a failed rollback left before it creates the stack afresh', async () => {
    const account = new Account();
    account.broken.set('create Queue', serviceError('no'));
    account.broken.set('remove Table', serviceError('in use'));
    await account.deploy({ Table: thing(), Queue: thing() });
    account.takeCalls();
    await expect(account.deploy({ Table: thing() })).rejects.toThrow(
      'Failed deleting stack Chat that had previously failed creation (current state: DELETE_FAILED). ' +
        'The following resource(s) failed to delete: [Table].',
    );
    expect(account.takeCalls()).toEqual(['remove Table-1']);
    expect(account.cloudFormation.status('Chat')).toBe('DELETE_FAILED');
  });

  it.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'])('cannot be taken up again by an update in %s', async (status) => {
    const account = new Account();
    account.broken.set('create Queue', serviceError('no'));
    if (status === 'ROLLBACK_FAILED') account.broken.set('remove Table', serviceError('in use'));
    await account.deploy({ Table: thing(), Queue: thing() });
    expect(account.cloudFormation.status('Chat')).toBe(status);
    await expect(account.update({ Table: thing() })).rejects.toMatchObject({
      code: 'ValidationError',
      message: expect.stringMatching(
        new RegExp(`^Stack:arn:aws:cloudformation:.*:stack/Chat/.* is in ${status} state and can not be updated\\.$`),
      ) as string,
    });
  });

  it('lets an error of the rehearsal itself through', async () => {
    const account = new Account();
    account.broken.set('create Table', new TypeError('a bug'));
    await expect(account.deploy({ Table: thing() })).rejects.toThrow(new TypeError('a bug'));
  });

  it('says which parameters are missing in the parameter store, and touches nothing', async () => {
    const account = new Account();
    const operation = await account.deploy(
      { Table: thing({ Value: { Ref: 'Ledger' } }) },
      { Parameters: { Ledger: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/sluice/main/ledger' } } },
    );
    expect(operation.status).toBe('ROLLBACK_COMPLETE');
    expect(operation.reason).toBe(
      'Unable to fetch parameters [/sluice/main/ledger] from parameter store for this account. ' +
        'Deploy the stack that makes them (such as the platform stack) first. Where no stack does, as `cdk bootstrap` ' +
        'or a person, the scenario says them: `account: { parameters: { /sluice/main/ledger: … } }`.',
    );
    expect(account.takeCalls()).toEqual([]);
  });

  it('makes the same names and tokens from the same seed', async () => {
    const reason = async () => {
      const account = new Account();
      account.broken.set('create Table', serviceError('no'));
      return (await account.deploy({ Table: thing() })).events;
    };
    expect(await reason()).toEqual(await reason());
  });
});

describe('a resource', () => {
  it.each([
    ['arn:aws:states:eu-west-1:111122223333:stateMachine:chat', 'chat'],
    ['orders|chat', 'chat'],
  ])('goes by the name at the end of its physical id: %s', async (physicalId, name) => {
    const account = new Account();
    await account.deploy({ Thing: { Type: 'Test::Thing', Properties: { Name: physicalId } } });

    expect(account.cloudFormation.stacks.namesOf('Test::Thing', physicalId)).toEqual([physicalId, name, 'Thing']);
  });

  it('goes by its logical id while the rest of its stack is still being made', async () => {
    const account = new Account();
    const { simulation } = account;
    const { stacks } = account.cloudFormation;
    const names: (readonly string[])[] = [];
    simulation.at(simulation.now + 1500, () => names.push(stacks.namesOf('Test::Thing', 'Table-1')));
    await account.deploy({ Table: thing(), Queue: thing({ Value: { Ref: 'Table' } }) });

    expect(names).toEqual([['Table-1', 'Table']]);
  });
});
