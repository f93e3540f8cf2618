import { lambdaApi } from '../../../lib/rehearsal/lambda/lambda-api';
import { lambdaProtocol } from '../../../lib/rehearsal/lambda/lambda-protocol';
import { lambdaResources } from '../../../lib/rehearsal/lambda/lambda-resources';
import { Account } from './account';

const FOLDERS: Readonly<Record<string, string>> = { 'assets/1.zip': '/code/1', 'assets/2.zip': '/code/2' };

const properties = {
  Code: { S3Bucket: 'assets', S3Key: '1.zip' },
  Handler: 'index.handler',
  Role: 'arn:aws:iam::111122223333:role/fn',
  Runtime: 'nodejs22.x',
};

let account: Account;
let made = 0;

beforeEach(async () => {
  account = new Account();
  await account.open();
  made = 0;
});

afterEach(() => account.close());

function archive(bucket: string, key: string) {
  const directory = FOLDERS[`${bucket}/${key}`];
  return directory === undefined ? undefined : { directory, sha256: () => `digest of ${directory}` };
}

/** Changes a function's code by Lambda's own API, past its stack. */
async function changePast(FunctionName: string, S3Key: string): Promise<unknown> {
  const caller = { roleArn: 'arn:aws:iam::111122223333:role/Operator' };
  const path = `/2015-03-31/functions/${FunctionName}/code`;
  const body = Buffer.from(JSON.stringify({ S3Bucket: 'assets', S3Key }));
  const { operation, input } = lambdaProtocol.read({ method: 'PUT', path, headers: {}, body }, caller);
  return lambdaApi(account.lambda, archive)(operation, input, caller);
}

function provider(type: string) {
  const providers = lambdaResources(account.lambda, archive, (roleArn) => !roleArn.endsWith('/untrusting'));
  return providers.find((one) => one.type === `AWS::Lambda::${type}`)!;
}

function context() {
  made += 1;
  return { stackName: 'Chat', logicalId: 'R', where: 'chat.json, R', generatedName: `Chat-R-${made}` };
}

const create = (type: string, given: object) => provider(type).create(given, context());

/** Creates the function `chat` and publishes it. */
async function published() {
  const chat = await create('Function', { ...properties, FunctionName: 'chat' });
  const version = await create('Version', { FunctionName: 'chat' });
  return { chat, version };
}

/** Gives the function other code. */
function changeCode(physical: { readonly id: string; readonly attributes: Readonly<Record<string, string>> }) {
  const previous = { ...properties, FunctionName: 'chat' };
  const next = { ...previous, Code: { S3Bucket: 'assets', S3Key: '2.zip' } };
  return provider('Function').update({ physical, previous, next }, context());
}

describe('a function that is changed past its stack', () => {
  it('has that code until its template names another, whatever else is changed', async () => {
    const physical = await create('Function', { ...properties, FunctionName: 'chat' });
    const digest = () => account.lambda.registry.version('chat', '$LATEST').configuration.codeSha256();
    await expect(changePast('chat', '2.zip')).resolves.toMatchObject({ CodeSha256: 'digest of /code/2' });
    const previous = { ...properties, FunctionName: 'chat' };
    await provider('Function').update({ physical, previous, next: { ...previous, MemorySize: 256 } }, context());
    expect(digest()).toBe('digest of /code/2');
    await changePast('chat', '1.zip');
    await changeCode(physical);
    expect(digest()).toBe('digest of /code/2');
  });

  it('takes no code that is not there', async () => {
    await create('Function', { ...properties, FunctionName: 'chat' });
    await expect(changePast('chat', '3.zip')).rejects.toMatchObject({ code: 'NoSuchKey' });
  });
});

describe('a function of a template', () => {
  it('is not made with a role that Lambda cannot assume', async () => {
    const Role = 'arn:aws:iam::111122223333:role/untrusting';
    await expect(create('Function', { ...properties, Role })).rejects.toMatchObject({
      code: 'InvalidParameterValueException',
      message: 'The role defined for the function cannot be assumed by Lambda.',
    });
  });

  it("has Lambda's settings where the template says none", async () => {
    await expect(create('Function', properties)).resolves.toEqual({
      id: 'Chat-R-1',
      attributes: { Arn: 'arn:aws:lambda:eu-west-1:111122223333:function:Chat-R-1' },
    });
    expect(account.lambda.registry.version('Chat-R-1', '$LATEST').configuration).toEqual({
      codeDirectory: '/code/1',
      codeKey: '1.zip',
      codeSha256: expect.any(Function) as () => string,
      handler: 'index.handler',
      runtime: 'nodejs22.x',
      roleArn: properties.Role,
      timeoutMs: 3000,
      memoryMb: 128,
      environment: {},
      logGroup: '/aws/lambda/Chat-R-1',
    });
  });

  it('has the settings of the template', async () => {
    await create('Function', {
      ...properties,
      FunctionName: 'chat',
      Timeout: '30',
      MemorySize: 512,
      Environment: { Variables: { TABLE: 'ledger' } },
      Architectures: ['arm64'],
      LoggingConfig: { LogFormat: 'JSON', LogGroup: 'chat-logs', ApplicationLogLevel: 'WARN' },
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(account.lambda.registry.version('chat', '$LATEST').configuration).toMatchObject({
      timeoutMs: 30_000,
      memoryMb: 512,
      environment: { TABLE: 'ledger' },
      logGroup: 'chat-logs',
      jsonLogLevel: 'WARN',
    });
  });

  it('has a generated name of 64 characters at most', async () => {
    const generatedName = 'x'.repeat(80);
    const { id } = await provider('Function').create(properties, { ...context(), generatedName });
    expect(id).toHaveLength(64);
  });

  it('changes in place, is replaced by a new name, and goes', async () => {
    const { chat } = await published();
    await expect(changeCode(chat)).resolves.toEqual(chat);
    expect(account.lambda.registry.version('chat', '$LATEST').configuration.codeDirectory).toBe('/code/2');
    const change = { physical: chat, previous: { ...properties, FunctionName: 'chat' } };
    await expect(
      provider('Function').update({ ...change, next: { ...properties, FunctionName: 'other' } }, context()),
    ).resolves.toBe('replace');
    await provider('Function').remove(chat, properties, context());
    expect(account.lambda.registry.hasFunction('chat')).toBe(false);
  });

  it('fails where its code is missing', async () => {
    const Code = { S3Bucket: 'assets', S3Key: 'nobody.zip' };
    await expect(create('Function', { ...properties, Code })).rejects.toMatchObject({
      name: 'ApiError',
      code: 'NoSuchKey',
      message: 'Error occurred while GetObject assets/nobody.zip. The specified key does not exist.',
    });
  });

  it.each([
    ['another language', { Runtime: 'python3.13' }, 'Runtime python3.13 is not emulated. Met in chat.json, R.'],
    ['code in the template', { Code: { ZipFile: 'x' } }, 'of AWS::Lambda::Function'],
    ['layers', { Layers: [] }, 'Property Layers of AWS::Lambda::Function'],
    ['a network', { VpcConfig: {} }, 'Property VpcConfig of AWS::Lambda::Function'],
    [
      'a dead-letter target that is none',
      { DeadLetterConfig: { TargetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:rescue' } },
      'Property DeadLetterConfig.TargetArn of AWS::Lambda::Function',
    ],
  ])('stops by name at %s', async (_, change, message) => {
    await expect(create('Function', { ...properties, ...change })).rejects.toThrow(message);
  });
});

describe('a version of a template', () => {
  it('is published, and known by its number', async () => {
    const { version } = await published();
    const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:chat:1';
    expect(version).toEqual({ id: arn, attributes: { Version: '1', FunctionArn: arn } });
  });

  it('fails where nothing changed since the last one', async () => {
    await published();
    await expect(create('Version', { FunctionName: 'chat' })).rejects.toMatchObject({
      code: 'ResourceConflictException',
      message: 'A version for this Lambda function exists ( 1 ). Modify the function to create a new version.',
    });
  });

  it('can be published again after a release that was refused took it away', async () => {
    const { chat } = await published();
    await changeCode(chat);
    const refused = await create('Version', { FunctionName: 'chat' });
    await account.simulation.run(() => provider('Version').remove(refused, { FunctionName: 'chat' }, context()));
    await expect(create('Version', { FunctionName: 'chat' })).resolves.toMatchObject({ attributes: { Version: '3' } });
  });

  it('is not removed while an alias points to it', async () => {
    const { version } = await published();
    await create('Alias', { FunctionName: 'chat', FunctionVersion: '1', Name: 'live' });
    const removed = account.simulation.run(() =>
      provider('Version').remove(version, { FunctionName: 'chat' }, context()),
    );
    await expect(removed).rejects.toMatchObject({ code: 'ResourceConflictException' });
  });

  it('goes with its function', async () => {
    const { chat, version } = await published();
    await provider('Function').remove(chat, properties, context());
    await expect(provider('Version').remove(version, { FunctionName: 'chat' }, context())).resolves.toBeUndefined();
  });

  it('is replaced by every change', async () => {
    const { version } = await published();
    const change = { physical: version, previous: { FunctionName: 'chat' } };
    await expect(
      provider('Version').update({ ...change, next: { FunctionName: 'chat', Description: 'x' } }, context()),
    ).resolves.toBe('replace');
  });

  it('stops by name at provisioned concurrency', async () => {
    await expect(create('Version', { FunctionName: 'chat', ProvisionedConcurrencyConfig: {} })).rejects.toThrow(
      'Property ProvisionedConcurrencyConfig of AWS::Lambda::Version',
    );
  });
});

describe('an alias of a template', () => {
  const live = { FunctionName: 'chat', FunctionVersion: '1', Name: 'live' };

  it('points to its version', async () => {
    await published();
    const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:chat:live';
    await expect(create('Alias', live)).resolves.toEqual({ id: arn, attributes: { AliasArn: arn } });
    expect(account.lambda.registry.alias('chat', 'live')).toEqual({ name: 'live', version: '1' });
  });

  it('takes the ARN of its function too', async () => {
    const { chat } = await published();
    await create('Alias', { ...live, FunctionName: chat.attributes.Arn! });
    expect(account.lambda.registry.alias('chat', 'live')).toBeDefined();
  });

  it('moves in place, without weights, and goes', async () => {
    const { chat } = await published();
    await changeCode(chat);
    await create('Version', { FunctionName: 'chat' });
    const physical = await create('Alias', live);
    account.lambda.registry.putAlias('chat', {
      name: 'live',
      version: '1',
      additional: { version: '2', weight: 0.1 },
    });
    const next = { ...live, FunctionVersion: '2' };
    await expect(provider('Alias').update({ physical, previous: live, next }, context())).resolves.toEqual(physical);
    expect(account.lambda.registry.alias('chat', 'live')).toEqual({ name: 'live', version: '2' });
    await provider('Alias').remove(physical, next, context());
    expect(account.lambda.registry.alias('chat', 'live')).toBeUndefined();
  });

  it.each([
    ['a name', { Name: 'beta' }],
    ['a function', { FunctionName: 'other' }],
  ])('is replaced by a change of %s', async (_, change) => {
    await published();
    const physical = await create('Alias', live);
    await expect(
      provider('Alias').update({ physical, previous: live, next: { ...live, ...change } }, context()),
    ).resolves.toBe('replace');
  });

  it('fails where its version does not exist', async () => {
    await published();
    await expect(create('Alias', { ...live, FunctionVersion: '9' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  it.each(['../..', 'live"', '7', '', 'a'.repeat(129)])('is refused by a name that is none: %j', async (Name) => {
    await published();
    await expect(create('Alias', { ...live, Name })).rejects.toMatchObject({ code: 'ValidationException' });
    expect(account.lambda.registry.alias('chat', Name)).toBeUndefined();
  });

  it.each(['RoutingConfig', 'ProvisionedConcurrencyConfig'])('stops by name at %s', async (property) => {
    await expect(create('Alias', { ...live, [property]: {} })).rejects.toThrow(
      `Property ${property} of AWS::Lambda::Alias`,
    );
  });
});

describe('a function', () => {
  it.each(['a b', 'chat:live', '', 'a'.repeat(65)])('is refused by a name that is none: %j', async (FunctionName) => {
    await expect(create('Function', { ...properties, FunctionName })).rejects.toMatchObject({
      code: 'ValidationException',
    });
  });
});

describe('the asynchronous invocations of a template’s function', () => {
  const config = (MaximumRetryAttempts?: number) => ({
    FunctionName: 'chat',
    Qualifier: '$LATEST',
    ...(MaximumRetryAttempts === undefined ? {} : { MaximumRetryAttempts }),
  });

  it('are tried again as often as it says, and twice where it says nothing or is gone', async () => {
    await published();
    const { registry } = account.lambda;
    const physical = await create('EventInvokeConfig', config(0));
    expect(registry.asynchronousSettings('chat').retries).toBe(0);
    await provider('EventInvokeConfig').update({ physical, previous: config(0), next: config() }, context());
    expect(registry.asynchronousSettings('chat').retries).toBe(2);
    await provider('EventInvokeConfig').update({ physical, previous: config(), next: config(1) }, context());
    expect(registry.asynchronousSettings('chat').retries).toBe(1);
    await provider('EventInvokeConfig').remove(physical, config(1), context());
    expect(registry.asynchronousSettings('chat').retries).toBe(2);
  });

  it('go to functions when they are done, or too old', async () => {
    await published();
    const rescue = 'arn:aws:lambda:eu-west-1:111122223333:function:rescue';
    const given = {
      ...config(0),
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: { OnFailure: { Destination: rescue }, OnSuccess: { Destination: `${rescue}:1` } },
    };
    await create('EventInvokeConfig', given);
    expect(account.lambda.registry.asynchronousSettings('chat')).toEqual({
      retries: 0,
      maximumEventAgeMs: 60_000,
      onFailure: rescue,
      onSuccess: `${rescue}:1`,
    });
  });

  it('stop by name at a destination that is no function and at another qualifier', async () => {
    await published();
    const queue = { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:queue' } };
    await expect(create('EventInvokeConfig', { ...config(), DestinationConfig: queue })).rejects.toThrow(
      'Property DestinationConfig.OnFailure.Destination of AWS::Lambda::EventInvokeConfig',
    );
    await expect(create('EventInvokeConfig', { ...config(), Qualifier: 'live' })).rejects.toThrow(
      'Property Qualifier of AWS::Lambda::EventInvokeConfig with the value "live"',
    );
  });
});

describe('a resource of a function of another account', () => {
  const FunctionName = '444455556666:function:chat';

  it.each([
    ['Permission', { Action: 'lambda:InvokeFunction', Principal: 'sns.amazonaws.com' }],
    ['Alias', { FunctionVersion: '1', Name: 'live' }],
    ['EventInvokeConfig', { Qualifier: '$LATEST' }],
    ['Version', {}],
  ])('%s stops by name, and is none of the function of its name here', async (type, properties) => {
    await published();
    await expect(create(type, { ...properties, FunctionName })).rejects.toThrow(
      'The function 444455556666:function:chat, in another account or region, is not emulated.',
    );
  });
});

describe('a permission', () => {
  const permission = { Action: 'lambda:InvokeFunction', FunctionName: 'chat', Principal: 'sns.amazonaws.com' };
  const chat = 'arn:aws:lambda:eu-west-1:111122223333:function:chat';

  it('is a statement of the policy of the function, or of the alias it names, until it is removed', async () => {
    await published();
    const physical = await create('Permission', { ...permission, SourceArn: 'arn:topic', SourceAccount: '1' });
    await create('Permission', { ...permission, FunctionName: `${chat}:live`, Principal: '444455556666' });
    const { registry } = account.lambda;
    expect(registry.resourcePolicy(chat)).toEqual([
      {
        Sid: physical.id,
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Resource: chat,
        Condition: { ArnLike: { 'AWS:SourceArn': 'arn:topic' }, StringEquals: { 'AWS:SourceAccount': '1' } },
      },
    ]);
    expect(registry.resourcePolicy(`${chat}:live`)).toMatchObject([
      { Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Resource: `${chat}:live` },
    ]);
    await provider('Permission').remove(physical, permission, context());
    expect(registry.resourcePolicy(chat)).toEqual([]);
  });

  it('stops by name at what is not emulated', async () => {
    await published();
    await expect(create('Permission', { ...permission, FunctionUrlAuthType: 'NONE' })).rejects.toThrow(
      'Property FunctionUrlAuthType of AWS::Lambda::Permission',
    );
  });
});
