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
      '1 s Table CREATE_COMPLETE',
      '1 s Queue CREATE_IN_PROGRESS',
      '2 s Queue CREATE_COMPLETE',
      '2 s Topic CREATE_IN_PROGRESS',
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
    expect(events[2]).toEqual({
      at: 1000,
      stackName: 'Chat',
      logicalId: 'Table',
      physicalId: 'Table-1',
      resourceType: 'Test::Thing',
      status: 'CREATE_COMPLETE',
    });
    expect(events[3]?.resourceType).toBe('AWS::CloudFormation::Stack');
    expect(events[3]?.physicalId).toMatch(/^arn:aws:cloudformation:eu-west-1:111122223333:stack\/Chat\/[0-9a-f-]{36}$/);
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
    expect(lines(operation.events).slice(5)).toEqual([
      '2 s Topic CREATE_IN_PROGRESS',
      `3 s Topic CREATE_FAILED ${operation.reason ?? ''}`,
      '3 s Chat ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Topic]. Rollback requested by user.',
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

  it('stops by name where the rollback itself would fail', async () => {
    const account = new Account();
    account.broken.set('create Queue', serviceError('no'));
    account.broken.set('remove Table', serviceError('in use'));
    await expect(account.deploy({ Table: thing(), Queue: thing() })).rejects.toThrow(
      /ROLLBACK_FAILED.*Chat.json, Table/,
    );
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
        'Deploy the stack that makes them (such as the platform stack) first.',
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
