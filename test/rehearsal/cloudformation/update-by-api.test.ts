import { cloudFormationProtocol } from '../../../lib/rehearsal/cloudformation/api/cloudformation-protocol';
import { type CloudFormationOptions } from '../../../lib/rehearsal/cloudformation/cloudformation-options';
import { queryProtocol } from '../../../lib/rehearsal/endpoint/query-protocol';
import { ApiError } from '../../../lib/rehearsal/kernel/api-error';
import { Account, serviceError, thing } from './account';

const caller = { roleArn: 'arn:aws:iam::111122223333:role/Operator' };
const ROLE = 'arn:aws:iam::111122223333:role/cfn-exec';

let account: Account;

beforeEach(() => {
  account = new Account();
});

type Members = Readonly<Record<string, unknown>>;

/** A call as it comes over the wire, so that lists and flags are texts. */
function call<T = Members>(operation: string, form: Members = {}): Promise<T> {
  const body = new URLSearchParams({ Action: operation, Version: '2010-05-15', StackName: 'Chat', ...form } as Record<
    string,
    string
  >);
  const request = { method: 'POST', path: '/', headers: {}, body: Buffer.from(body.toString()) };
  const { input } = cloudFormationProtocol(queryProtocol).read(request, caller);
  return account.cloudFormation.api(operation, input, caller) as Promise<T>;
}

const text = (Resources: object, others: object = {}) => JSON.stringify({ Resources, ...others });
const changed = text({ Queue: thing({ Value: 'b' }) });
/** What is refused must not end the simulation. */
async function run<T>(work: () => Promise<T>): Promise<T> {
  const ended = await account.simulation.run(() =>
    work().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    ),
  );
  if ('error' in ended) throw ended.error;
  return ended.value;
}
const update = (form: Members) => run(() => call('UpdateStack', form));

async function described(): Promise<Members> {
  const { Stacks } = await call<{ Stacks: readonly [Members] }>('DescribeStacks');
  return Stacks[0];
}

function member(list: string, members: readonly Members[]): Members {
  return Object.fromEntries(
    members.flatMap((one, index) =>
      Object.entries(one).map(([name, value]) => [`${list}.member.${index + 1}.${name}`, value]),
    ),
  );
}

describe('UpdateStack', () => {
  beforeEach(() => account.deploy({ Queue: thing({ Value: 'a' }) }));

  it('is being updated by the time it answers, and goes on by itself', async () => {
    await run(async () => {
      const answer = await call('UpdateStack', { TemplateBody: changed });
      const now = await described();
      expect(now).toMatchObject({ StackStatus: 'UPDATE_IN_PROGRESS', StackId: answer.StackId });
      expect(account.takeCalls()).toEqual(['create Queue']);
    });
    await expect(described()).resolves.toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
    expect(account.takeCalls()).toEqual(['update Queue {"Value":"a"} → {"Value":"b"}']);
    expect(account.updated.map(({ kind, status }) => [kind, status])).toEqual([['update', 'UPDATE_COMPLETE']]);
    await expect(call('GetTemplate')).resolves.toMatchObject({ TemplateBody: changed });
  });

  it('takes the template of a bucket, by either address of it, and the one that the stack has', async () => {
    account.objects.set('assets/deep/a b.json', changed);
    await update({ TemplateURL: 'https://assets.s3.eu-west-1.amazonaws.com/deep/a%20b.json' });
    account.objects.set('assets/other.json', text({ Queue: thing({ Value: 'c' }) }));
    await update({ TemplateURL: 'http://127.0.0.1:1/assets/other.json' });
    account.objects.set('assets/last.json', text({ Queue: thing({ Value: 'd' }) }));
    await update({ TemplateURL: 'https://s3.eu-west-1.amazonaws.com/assets/last.json' });
    expect(account.takeCalls().slice(1)).toEqual([
      'update Queue {"Value":"a"} → {"Value":"b"}',
      'update Queue {"Value":"b"} → {"Value":"c"}',
      'update Queue {"Value":"c"} → {"Value":"d"}',
    ]);
    await expect(update({ UsePreviousTemplate: 'true' })).rejects.toThrow('No updates are to be performed.');
  });

  it.each<[string, Members, string]>([
    ['nothing changes', { TemplateBody: text({ Queue: thing({ Value: 'a' }) }) }, 'No updates are to be performed.'],
    ['no template is given', {}, 'Either Template URL or Template Body must be specified.'],
    [
      'two templates are given',
      { TemplateBody: changed, UsePreviousTemplate: 'true' },
      'Either Template URL or Template Body must be specified.',
    ],
    [
      'a template is too large for a call',
      { TemplateBody: text({ Queue: thing({ Value: 'x'.repeat(51_200) }) }) },
      "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
    ],
    ['a template is no JSON', { TemplateBody: '{ "Resources": ' }, 'Template format error: JSON not well-formed.'],
    ['a URL is none of S3', { TemplateURL: 'https://example.com/a.json' }, 'TemplateURL must be a supported URL.'],
    [
      'there is no such object',
      { TemplateURL: 'https://assets.s3.eu-west-1.amazonaws.com/a.json' },
      'S3 error: The specified key does not exist.',
    ],
    ['there is no such stack', { StackName: 'Other', TemplateBody: changed }, 'Stack [Other] does not exist'],
    [
      'the role trusts somebody else',
      { TemplateBody: changed, RoleARN: ROLE },
      `Role ${ROLE} is invalid or cannot be assumed`,
    ],
    [
      'a parameter has no value',
      { TemplateBody: text({ Queue: thing() }, { Parameters: { Size: { Type: 'String' } } }) },
      'Parameters: [Size] must have values',
    ],
    [
      'a parameter is not declared',
      { TemplateBody: changed, ...member('Parameters', [{ ParameterKey: 'Size', ParameterValue: 'big' }]) },
      'Parameters: [Size] do not exist in the template',
    ],
    [
      'there was no such parameter before',
      {
        TemplateBody: text({ Queue: thing() }, { Parameters: { Size: { Type: 'String' } } }),
        ...member('Parameters', [{ ParameterKey: 'Size', UsePreviousValue: 'true' }]),
      },
      'Invalid input for parameter key Size. Cannot specify usePreviousValue as true for a parameter key not in the previous template',
    ],
    [
      'the parameter store lacks a value',
      {
        TemplateBody: text(
          { Queue: thing() },
          { Parameters: { Size: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/none' } } },
        ),
      },
      'Unable to fetch parameters [/none] from parameter store for this account.',
    ],
  ])('is refused where %s, and changes nothing', async (_, form, message) => {
    const refused = update(form);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toBeInstanceOf(ApiError);
    await expect(refused).rejects.toMatchObject({ code: 'ValidationError' });
    await expect(described()).resolves.toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
    expect(account.takeCalls()).toEqual(['create Queue']);
  });

  it('is refused while the stack is being changed, and where it could not be rolled back', async () => {
    await run(async () => {
      await call('UpdateStack', { TemplateBody: changed });
      await expect(call('UpdateStack', { TemplateBody: changed })).rejects.toThrow(
        /^Stack:arn:\S+ is in UPDATE_IN_PROGRESS state and can not be updated\.$/,
      );
    });
    account.broken.set('update Other', serviceError('no'));
    account.broken.set('update Queue {"Value":"c"} → {"Value":"b"}', serviceError('no'));
    await account.deploy({ Queue: thing({ Value: 'b' }), Other: thing() });
    const resources = { Queue: thing({ Value: 'c' }), Other: thing({ Value: 'c' }) };
    await account.deploy(resources);
    await expect(update({ TemplateBody: text(resources) })).rejects.toThrow(
      /is in UPDATE_ROLLBACK_FAILED state and can not be updated\.$/,
    );
  });

  it('asks for no capability where nothing is of IAM', async () => {
    await expect(update({ TemplateBody: text({ Queue: thing({ Name: 'a' }) }) })).resolves.toHaveProperty('StackId');
  });

  it.each<[string, string, Members]>([
    ['a role', 'AWS::IAM::Role', {}],
    ['a policy, which always has a name', 'AWS::IAM::Policy', { PolicyName: 'a' }],
  ])('asks for a capability for %s', async (_, Type, Properties) => {
    const TemplateBody = text({ Queue: { Type, Properties } });
    await expect(update({ TemplateBody })).rejects.toMatchObject({
      code: 'InsufficientCapabilitiesException',
      message: 'Requires capabilities : [CAPABILITY_IAM]',
    });
    // The type is not emulated in this account, so that whoever has the capability meets that.
    for (const capability of ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM']) {
      await expect(update({ TemplateBody, 'Capabilities.member.1': capability })).rejects.toThrow(Type);
    }
  });

  it('asks for a capability of its own for a role with a name', async () => {
    const TemplateBody = text({ Queue: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'a' } } });
    const message = 'Requires capabilities : [CAPABILITY_NAMED_IAM]';
    await expect(update({ TemplateBody })).rejects.toThrow(message);
    await expect(update({ TemplateBody, 'Capabilities.member.1': 'CAPABILITY_IAM' })).rejects.toThrow(message);
    const named = update({ TemplateBody, 'Capabilities.member.1': 'CAPABILITY_NAMED_IAM' });
    await expect(named).rejects.toThrow('AWS::IAM::Role');
  });

  it.each([
    'RollbackConfiguration.MonitoringTimeInMinutes',
    'StackPolicyBody',
    'ResourceTypes.member.1',
    'NotificationARNs.member.1',
  ])('stops by name at %s', async (name) => {
    const what = new RegExp(`^${name.split('.')[0] ?? ''}.* of cloudformation:UpdateStack`);
    await expect(update({ TemplateBody: changed, [name]: '1' })).rejects.toMatchObject({
      what: expect.stringMatching(what) as string,
    });
  });

  it('stops by name at a template in YAML', async () => {
    await expect(update({ TemplateBody: 'Resources: {}' })).rejects.toMatchObject({ what: 'A template in YAML' });
  });

  it('keeps role and tags where a call says nothing of them, and the CDK’s next deployment does too', async () => {
    account.roles.add(ROLE);
    await update({ TemplateBody: changed, RoleARN: ROLE, ...member('Tags', [{ Key: 'team', Value: 'chat' }]) });
    const kept = { RoleARN: ROLE, Tags: [{ Key: 'team', Value: 'chat' }] };
    await expect(described()).resolves.toMatchObject({ ...kept, Capabilities: [] });
    await update({ TemplateBody: text({ Queue: thing({ Value: 'c' }) }), 'Capabilities.member.1': 'CAPABILITY_IAM' });
    await expect(described()).resolves.toMatchObject({ ...kept, Capabilities: ['CAPABILITY_IAM'] });
    await account.deploy({ Queue: thing({ Value: 'd' }) });
    await expect(described()).resolves.toMatchObject({
      ...kept,
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
    });
    await update({ UsePreviousTemplate: 'true', Tags: '' });
    await expect(described()).resolves.toMatchObject({ RoleARN: ROLE, Tags: [] });
  });

  it('gives parameters what is said, what they had, or else their default', async () => {
    const Parameters = {
      A: { Type: 'String', Default: 'a' },
      B: { Type: 'String', Default: 'b' },
      C: { Type: 'String', Default: 'c' },
    };
    const template = (size: string) =>
      text(
        { Queue: thing({ Name: size, Value: { 'Fn::Join': ['', [{ Ref: 'A' }, { Ref: 'B' }, { Ref: 'C' }]] } }) },
        { Parameters },
      );
    const given = (members: readonly Members[]) => member('Parameters', members);
    const value = (name: string) => ({ ParameterKey: name, ParameterValue: `${name}1` });
    await update({ TemplateBody: template('1'), ...given(['A', 'B', 'C'].map(value)) });
    await update({
      TemplateBody: template('2'),
      ...given([
        { ParameterKey: 'A', ParameterValue: 'A2' },
        { ParameterKey: 'B', UsePreviousValue: 'true' },
      ]),
    });
    await expect(described()).resolves.toMatchObject({
      Parameters: [
        { ParameterKey: 'A', ParameterValue: 'A2' },
        { ParameterKey: 'B', ParameterValue: 'B1' },
        { ParameterKey: 'C', ParameterValue: 'c' },
      ],
    });
  });
});

describe('the events of a stack', () => {
  interface Event {
    readonly EventId: string;
    readonly LogicalResourceId: string;
    readonly ResourceStatus: string;
    readonly ResourceStatusReason?: string;
    readonly ClientRequestToken?: string;
  }
  interface Page {
    readonly StackEvents: readonly Event[];
    readonly NextToken?: string;
  }

  it('are told from the newest to the oldest, over all that was done to it, with ids of their own', async () => {
    await account.deploy({ Queue: thing({ Value: 'a' }) });
    account.broken.set('update Queue', serviceError('The queue is closed.'));
    await update({ TemplateBody: changed, ClientRequestToken: 'mine' });
    const { StackEvents, ...rest } = await call<Page>('DescribeStackEvents');
    expect(rest).toEqual({});
    expect(StackEvents.map(({ LogicalResourceId: id, ResourceStatus: status }) => `${id} ${status}`)).toEqual([
      'Chat UPDATE_ROLLBACK_COMPLETE',
      'Chat UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Queue UPDATE_COMPLETE',
      'Queue UPDATE_IN_PROGRESS',
      'Chat UPDATE_ROLLBACK_IN_PROGRESS',
      'Queue UPDATE_FAILED',
      'Queue UPDATE_IN_PROGRESS',
      'Chat UPDATE_IN_PROGRESS',
      'Chat CREATE_COMPLETE',
      'Queue CREATE_COMPLETE',
      'Queue CREATE_IN_PROGRESS',
      'Queue CREATE_IN_PROGRESS',
      'Chat CREATE_IN_PROGRESS',
    ]);
    expect(StackEvents[5]?.ResourceStatusReason).toContain('The queue is closed.');
    expect(StackEvents.map(({ ClientRequestToken }) => ClientRequestToken)).toEqual([
      ...Array.from({ length: 8 }, () => 'mine'),
      ...Array.from({ length: 5 }, () => undefined),
    ]);
    expect(new Set(StackEvents.map(({ EventId }) => EventId)).size).toBe(StackEvents.length);
    await expect(update({ TemplateBody: changed, ClientRequestToken: 'mine' })).rejects.toMatchObject({
      what: expect.stringContaining('A ClientRequestToken that was used before') as string,
    });
  });

  it('go page by page, and are there by the ARN once the stack is gone', async () => {
    await account.deploy(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`Thing${index}`, thing()])));
    const { StackId } = await described();
    await account.remove();
    const first = await call<Page>('DescribeStackEvents', { StackName: StackId });
    const second = await call<Page>('DescribeStackEvents', { StackName: StackId, NextToken: first.NextToken });
    expect(first.StackEvents[0]).toMatchObject({ LogicalResourceId: 'Chat', ResourceStatus: 'DELETE_COMPLETE' });
    expect(first.StackEvents).toHaveLength(100);
    expect(second.StackEvents.length).toBeGreaterThan(0);
    await expect(call('DescribeStackEvents')).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'Stack [Chat] does not exist',
    });
  });
});

describe('the stack of a resource', () => {
  it('is found by the resource’s physical id', async () => {
    await account.deploy({ Queue: thing({ Name: 'q' }), Other: thing() });
    const found = await run(() =>
      account.cloudFormation.api('DescribeStackResources', { PhysicalResourceId: 'q' }, caller),
    );
    expect(found).toMatchObject({
      StackResources: [
        { StackName: 'Chat', LogicalResourceId: 'Queue', PhysicalResourceId: 'q' },
        { LogicalResourceId: 'Other' },
      ],
    });
    const lost = () => account.cloudFormation.api('DescribeStackResources', { PhysicalResourceId: 'r' }, caller);
    await expect(run(lost)).rejects.toMatchObject({ code: 'ValidationError', message: 'Stack for r does not exist' });
  });

  it('is asked for by one of the two', async () => {
    await account.deploy({ Queue: thing({ Name: 'q' }) });
    const both = { StackName: 'Chat', PhysicalResourceId: 'q' };
    for (const input of [both, {}]) {
      const asked = account.cloudFormation.api('DescribeStackResources', input, caller);
      await expect(asked).rejects.toThrow('Only one of PhysicalResourceId or StackName must be specified.');
    }
  });
});

describe('an alias without its update policy', () => {
  const alias = (properties: object, policy?: object) => ({
    Type: 'AWS::Lambda::Alias',
    Properties: { FunctionName: 'chat', Name: 'live', ...properties },
    ...(policy && { UpdatePolicy: { CodeDeployLambdaAliasUpdate: policy } }),
  });
  const POLICY = { ApplicationName: 'app', DeploymentGroupName: 'group' };
  const HANDLE = { Type: 'AWS::CloudFormation::WaitConditionHandle' };
  const options: readonly Partial<CloudFormationOptions>[] = [{}, { aliasUpdatePolicyFrom: 'previous' }];

  it.each(options)('is moved as any resource is, once it has none: %j', async (given) => {
    account = new Account(given);
    await account.deploy({ Live: alias({ FunctionVersion: '2' }, POLICY) });
    await update({ TemplateBody: text({ Live: alias({ FunctionVersion: '2' }), Handle: HANDLE }) });
    expect(account.calls).toEqual(['create Live']);
    await update({ TemplateBody: text({ Live: alias({ FunctionVersion: '1' }), Handle: HANDLE }) });
    await update({ TemplateBody: text({ Live: alias({ FunctionVersion: '1' }, POLICY) }) });
    expect(account.requests).toEqual([]);
    expect(account.calls.slice(1)).toEqual([expect.stringMatching(/^update Live .*"FunctionVersion":"2"} → .*"1"}$/)]);
    await update({ TemplateBody: text({ Live: alias({ FunctionVersion: '3' }, POLICY) }) });
    expect(account.requests).toMatchObject([{ currentVersion: '1', targetVersion: '3' }]);
  });

  it.each(options)('keeps CodeDeploy out of a change of its description alone: %j', async (given) => {
    account = new Account(given);
    await account.deploy({ Live: alias({ FunctionVersion: '2' }, POLICY) });
    await update({ TemplateBody: text({ Live: alias({ FunctionVersion: '2', Description: 'by hand' }, POLICY) }) });
    expect(account.requests).toEqual([]);
    expect(account.calls.at(-1)).toContain('"Description":"by hand"');
  });

  it('is no update by itself, unless that is assumed', async () => {
    const without = { TemplateBody: text({ Live: alias({ FunctionVersion: '2' }) }) };
    await account.deploy({ Live: alias({ FunctionVersion: '2' }, POLICY) });
    await expect(update(without)).rejects.toThrow('No updates are to be performed.');
    account = new Account({ updatePolicyAlone: 'change' });
    await account.deploy({ Live: alias({ FunctionVersion: '2' }, POLICY) });
    await expect(update(without)).resolves.toHaveProperty('StackId');
  });
});

describe('the permissions of UpdateStack', () => {
  it('are on the stack, on the role that is passed, and on the template in the bucket', async () => {
    await account.deploy({ Queue: thing() });
    const url = 'https://assets.s3.eu-west-1.amazonaws.com/a.json';
    const needed = account.cloudFormation.permissions('UpdateStack', {
      StackName: 'Chat',
      RoleARN: ROLE,
      TemplateURL: url,
    });
    expect(needed).toEqual([
      { action: 'cloudformation:UpdateStack', resource: expect.stringMatching(/:stack\/Chat\/[^*]+$/) as string },
      { action: 'iam:PassRole', resource: ROLE, context: { 'iam:PassedToService': ['cloudformation.amazonaws.com'] } },
      { action: 's3:GetObject', resource: 'arn:aws:s3:::assets/a.json' },
    ]);
  });
});
