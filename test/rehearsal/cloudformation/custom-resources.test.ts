import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { Account, lines, serviceError, thing } from './account';

const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:maker';
const STACK_ID = expect.stringMatching(/^arn:aws:cloudformation:eu-west-1:111122223333:stack\/Chat\//) as string;
const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;

function custom(properties: object = {}, attributes: object = {}): object {
  return { Type: 'Custom::Maker', Properties: { ServiceToken: FUNCTION, ...properties }, ...attributes };
}

function requestTypes(account: Account): readonly string[] {
  return account.customRequests
    .splice(0)
    .map((event) =>
      'PhysicalResourceId' in event ? `${event.RequestType} ${event.PhysicalResourceId}` : event.RequestType,
    );
}

/** An account whose function names what it makes by the request's `Name`. */
async function withMaker(resources: object): Promise<Account> {
  const account = new Account({ resourceOperationMs: 0 });
  account.customAnswer = ({ ResourceProperties: { Name } }) => ({
    PhysicalResourceId: typeof Name === 'string' ? Name : 'made',
  });
  await account.deploy(resources);
  return account;
}

describe('a custom resource', () => {
  it('is made by its function, which gets every number and truth value as a text', async () => {
    const account = new Account();
    const Properties = { ServiceToken: FUNCTION, Count: 42, Flags: [true, { Deep: 0.5 }], Text: 'x' };
    const operation = await account.deploy({ Thing: { Type: 'AWS::CloudFormation::CustomResource', Properties } });
    expect(operation.status).toBe('CREATE_COMPLETE');
    expect(account.customTokens).toEqual([FUNCTION]);
    expect(account.customRequests).toEqual([
      {
        RequestType: 'Create',
        RequestId: UUID,
        ResponseURL: expect.stringMatching(
          /^https:\/\/cloudformation-custom-resource-response-euwest1\.s3\.amazonaws\.com\/[0-9a-f-]{36}$/,
        ) as string,
        StackId: STACK_ID,
        ResourceType: 'AWS::CloudFormation::CustomResource',
        LogicalResourceId: 'Thing',
        ResourceProperties: { ServiceToken: FUNCTION, Count: '42', Flags: ['true', { Deep: '0.5' }], Text: 'x' },
      },
    ]);
    expect(account.physicalIds()).toEqual({ Thing: 'made' });
    expect(lines(operation.events).slice(1, 4)).toEqual([
      '0 s Thing CREATE_IN_PROGRESS',
      '1 s Thing CREATE_IN_PROGRESS Resource creation Initiated',
      '1 s Thing CREATE_COMPLETE',
    ]);
  });

  it('gives the data of its answer by Fn::GetAtt, dots and all', async () => {
    const account = new Account();
    account.customAnswer = () => ({ PhysicalResourceId: 'made', Data: { 'a.b': 'nested', Count: 3, Set: false } });
    const get = (name: string) => ({ 'Fn::GetAtt': ['Thing', name] });
    const reader = thing({ Value: { 'Fn::Join': [',', [get('a.b'), get('Count'), get('Set'), { Ref: 'Thing' }]] } });
    await account.deploy({ Thing: custom(), Reader: reader });
    expect(account.cloudFormation.resources('Chat').get('Reader')?.properties).toEqual({
      Value: 'nested,3,false,made',
    });
  });

  it('fails the resource that asks for what the answer does not hold', async () => {
    const account = new Account();
    account.customAnswer = () => ({ PhysicalResourceId: 'made', Data: {} });
    const reader = thing({ Value: { 'Fn::GetAtt': 'Thing.constructor' } });
    const operation = await account.deploy({ Thing: custom(), Reader: reader });
    expect(operation.status).toBe('ROLLBACK_COMPLETE');
    expect(operation.reason).toMatch(
      /^CustomResource attribute error: Vendor response doesn't contain constructor attribute in object arn:aws:cloudformation:.*\|Thing\|[0-9a-f-]{36}$/,
    );
  });

  it('stops by name where a list or an object of the answer is asked for', async () => {
    const account = new Account();
    account.customAnswer = () => ({ PhysicalResourceId: 'made', Data: { Zones: ['a', 'b'] } });
    const reader = thing({ Value: { 'Fn::GetAtt': 'Thing.Zones' } });
    await expect(account.deploy({ Thing: custom(), Reader: reader })).rejects.toThrow(
      'Fn::GetAtt of Zones, for which the custom resource answered with ["a","b"], is not emulated.',
    );
  });

  it('is updated with its old and new properties', async () => {
    const account = await withMaker({ Thing: custom({ Size: 1 }) });
    requestTypes(account);
    const { status } = await account.deploy({ Thing: custom({ Size: 2 }) });
    expect(status).toBe('UPDATE_COMPLETE');
    expect(account.customRequests).toMatchObject([
      {
        RequestType: 'Update',
        PhysicalResourceId: 'made',
        ResourceProperties: { ServiceToken: FUNCTION, Size: '2' },
        OldResourceProperties: { ServiceToken: FUNCTION, Size: '1' },
      },
    ]);
  });

  it('is replaced where its function answers an update with another physical id', async () => {
    const account = await withMaker({ Thing: custom({ Name: 'one' }) });
    requestTypes(account);
    const { events } = await account.deploy({ Thing: custom({ Name: 'two' }) });
    expect(account.customRequests[1]?.ResourceProperties).toMatchObject({ Name: 'one' });
    expect(requestTypes(account)).toEqual(['Update one', 'Delete one']);
    expect(lines(events).slice(1)).toEqual([
      '0 s Thing UPDATE_IN_PROGRESS',
      '0 s Thing UPDATE_IN_PROGRESS Requested update required the provider to create a new physical resource',
      '0 s Thing UPDATE_COMPLETE',
      '0 s Chat UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      '0 s Thing DELETE_IN_PROGRESS',
      '0 s Thing DELETE_COMPLETE',
      '0 s Chat UPDATE_COMPLETE',
    ]);
    expect(account.physicalIds()).toEqual({ Thing: 'two' });
  });

  it('is deleted with its stack', async () => {
    const account = await withMaker({ Thing: custom({ Size: 1 }) });
    requestTypes(account);
    expect((await account.remove()).status).toBe('DELETE_COMPLETE');
    expect(account.customRequests).toMatchObject([
      { RequestType: 'Delete', PhysicalResourceId: 'made', ResourceProperties: { Size: '1' } },
    ]);
  });

  it('keeps its function: another service token is refused before any function is asked', async () => {
    const account = await withMaker({ Thing: custom() });
    requestTypes(account);
    const operation = await account.deploy({ Thing: custom({ ServiceToken: `${FUNCTION}-2` }) });
    expect(operation.reason).toBe('Modifying service token is not allowed.');
    expect(
      account.customRequests.filter(({ ResourceProperties }) => ResourceProperties.ServiceToken !== FUNCTION),
    ).toEqual([]);
  });
});

describe('a custom resource that fails', () => {
  it('says what its function answered, and is deleted where the answer gave it an id', async () => {
    const account = new Account();
    account.customAnswer = ({ RequestType }) =>
      RequestType === 'Create'
        ? { Status: 'FAILED', Reason: 'no room', PhysicalResourceId: 'half' }
        : { PhysicalResourceId: 'half' };
    const operation = await account.deploy({ Thing: custom() });
    expect(operation.status).toBe('ROLLBACK_COMPLETE');
    expect(operation.reason).toMatch(
      /^Received response status \[FAILED\] from custom resource\. Message returned: no room \(RequestId: [0-9a-f-]{36}\)$/,
    );
    expect(requestTypes(account)).toEqual(['Create', 'Delete half']);
  });

  it('is deleted under a physical id that CloudFormation made up where the answer gave none', async () => {
    const account = new Account();
    account.customAnswer = ({ RequestType }) => (RequestType === 'Create' ? {} : { PhysicalResourceId: 'any' });
    const operation = await account.deploy({ Thing: custom() });
    expect(operation.reason).toBe('Invalid PhysicalResourceId');
    expect(requestTypes(account)).toEqual(['Create', expect.stringMatching(/^Delete Chat-Thing-[0-9A-Z]{12}$/)]);
  });

  it('ends in ROLLBACK_FAILED where the deletion fails as well', async () => {
    const account = new Account();
    account.customAnswer = () => ({ Status: 'FAILED', Reason: 'no', PhysicalResourceId: 'half' });
    const operation = await account.deploy({ Table: thing(), Thing: custom({ Of: { Ref: 'Table' } }) });
    expect(operation.status).toBe('ROLLBACK_FAILED');
    expect(account.physicalIds()).toEqual({ Table: 'Table-1', Thing: 'half' });
  });

  it.each([
    ['3600 s where nothing else is said', {}, 3600],
    ['as long as ServiceTimeout says', { ServiceTimeout: 90 }, 90],
    ['as long as ServiceTimeout says in a text', { ServiceTimeout: '7' }, 7],
  ])('is waited for %s, in virtual time', async (_, properties, seconds) => {
    const account = new Account({ resourceOperationMs: 0 });
    account.customAnswer = ({ RequestType }) => (RequestType === 'Create' ? 'silence' : { PhysicalResourceId: 'any' });
    const { events, reason } = await account.deploy({ Thing: custom(properties) });
    expect(reason).toMatch(
      /^CloudFormation did not receive a response from your Custom Resource\. Please check your logs for requestId \[[0-9a-f-]{36}\]\. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version\.$/,
    );
    expect(events.find(({ status }) => status === 'CREATE_FAILED')?.at).toBe(seconds * 1000);
    expect(requestTypes(account)).toHaveLength(2);
  });

  it.each([0, 3601, 1.5, 'soon'])('has to have a timeout of 1 to 3600 whole seconds, not %p', async (timeout) => {
    const account = new Account();
    const operation = await account.deploy({ Thing: custom({ ServiceTimeout: timeout }) });
    expect(operation.reason).toContain('whole number of seconds from 1 to 3600');
    expect(account.customRequests).toEqual([]);
  });

  it('fails where its function cannot be invoked, and was never made', async () => {
    const account = new Account();
    account.customError = new ApiError('ResourceNotFoundException', `Function not found: ${FUNCTION}`, 404);
    const operation = await account.deploy({ Thing: custom() });
    expect(operation.status).toBe('ROLLBACK_COMPLETE');
    expect(operation.reason).toMatch(
      /^Function not found: arn:.*:maker \(Service: AWSLambdaInternal; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: [0-9a-f-]{36}; Proxy: null\)$/,
    );
    expect(requestTypes(account)).toEqual(['Create']);
    expect(lines(operation.events)).toContain('1 s Thing DELETE_COMPLETE');
  });

  it('lets an error of the rehearsal itself through', async () => {
    const account = new Account();
    account.customError = new TypeError('a bug');
    await expect(account.deploy({ Thing: custom() })).rejects.toThrow(new TypeError('a bug'));
  });

  it('is updated back after its own update has failed', async () => {
    const account = await withMaker({ Thing: custom({ Size: 1 }) });
    requestTypes(account);
    account.customAnswer = ({ ResourceProperties: { Size } }) =>
      Size === '2' ? { Status: 'FAILED', Reason: 'no', PhysicalResourceId: 'made' } : { PhysicalResourceId: 'made' };
    const operation = await account.deploy({ Thing: custom({ Size: 2 }) });
    expect(operation.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(account.customRequests).toMatchObject([
      { RequestType: 'Update', ResourceProperties: { Size: '2' }, OldResourceProperties: { Size: '1' } },
      { RequestType: 'Update', ResourceProperties: { Size: '1' }, OldResourceProperties: { Size: '2' } },
    ]);
  });

  it('ends in UPDATE_ROLLBACK_FAILED where it cannot be updated back', async () => {
    const account = await withMaker({ Thing: custom({ Size: 1 }) });
    account.customAnswer = () => ({ Status: 'FAILED', Reason: 'no', PhysicalResourceId: 'made' });
    const operation = await account.deploy({ Thing: custom({ Size: 2 }) });
    expect(operation.status).toBe('UPDATE_ROLLBACK_FAILED');
  });

  it('has the new one deleted, and the old one left alone, where the failed update gave a new id', async () => {
    const account = await withMaker({ Thing: custom({ Name: 'one' }) });
    requestTypes(account);
    account.customAnswer = ({ RequestType }) => ({
      ...(RequestType === 'Update' && { Status: 'FAILED', Reason: 'no' }),
      PhysicalResourceId: 'two',
    });
    await account.deploy({ Thing: custom({ Name: 'two' }) });
    expect(requestTypes(account)).toEqual(['Update one', 'Delete two']);
    expect(account.physicalIds()).toEqual({ Thing: 'one' });
  });

  it('goes back to the one it had where a later resource fails', async () => {
    const account = await withMaker({ Thing: custom({ Name: 'one' }) });
    requestTypes(account);
    account.broken.set('create Later', serviceError('no'));
    await account.deploy({ Thing: custom({ Name: 'two' }), Later: thing({}, { DependsOn: 'Thing' }) });
    expect(requestTypes(account)).toEqual(['Update one', 'Delete two']);
    expect(account.physicalIds()).toEqual({ Thing: 'one' });
  });

  it('does not keep a stack from being updated where it cannot be deleted in the cleanup', async () => {
    const account = await withMaker({ Thing: custom(), Table: thing() });
    requestTypes(account);
    account.customAnswer = () => ({ Status: 'FAILED', Reason: 'busy', PhysicalResourceId: 'made' });
    expect((await account.deploy({ Table: thing() })).status).toBe('UPDATE_COMPLETE');
    expect(requestTypes(account)).toEqual(['Delete made', 'Delete made', 'Delete made']);
  });
});

describe('the answer to a custom resource', () => {
  it('counts once, by the path and query of its URL', async () => {
    const account = new Account({}, { responseUrl: (id) => `https://localhost:9/answers/${id}?signature=a%2Fb` });
    account.customAnswer = () => 'silence';
    const { cloudFormation, simulation } = account;
    const operation = await simulation.run(async () => {
      const deployment = cloudFormation.deploy({
        name: 'Chat',
        template: { Resources: { Thing: custom() } },
        where: 'chat',
      });
      await simulation.sleep(60_000);
      const [event] = account.customRequests;
      const answer = (id: string) => JSON.stringify({ ...event, Status: 'SUCCESS', PhysicalResourceId: id });
      const path = `/answers/${event?.RequestId ?? ''}?signature=a%2Fb`;
      expect(cloudFormation.answerCustomResource('/answers/other', answer('none'))).toBe(false);
      expect(cloudFormation.answerCustomResource(path, answer('first'))).toBe(true);
      expect(cloudFormation.answerCustomResource(path, answer('second'))).toBe(true);
      return deployment;
    });
    expect(operation.events.at(-1)?.at).toBe(60_000);
    expect(account.physicalIds()).toEqual({ Thing: 'first' });
  });
});

describe('a custom resource that is not emulated', () => {
  it('stops by name where its service token is an SNS topic', async () => {
    const topic = 'arn:aws:sns:eu-west-1:111122223333:makers';
    await expect(new Account().deploy({ Thing: custom({ ServiceToken: topic }) })).rejects.toThrow(
      'A custom resource with an SNS topic as its ServiceToken is not emulated. Met in Chat.json, Thing.',
    );
  });

  it('stops by name before anything happens where the account has no functions for it', async () => {
    const account = new Account({}, { customResources: false });
    await expect(account.deploy({ Table: thing(), Thing: custom() })).rejects.toThrow(
      'The resource type Custom::Maker is not emulated.',
    );
    expect(account.takeCalls()).toEqual([]);
  });

  it('stops by name at a type whose name CloudFormation does not take', async () => {
    const Type = `Custom::${'x'.repeat(61)}`;
    await expect(new Account().deploy({ Thing: { Type } })).rejects.toThrow(`The resource type ${Type}`);
  });
});
