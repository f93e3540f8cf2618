import { place } from '../../../lib/rehearsal/kernel/place';
import { Ssm } from '../../../lib/rehearsal/ssm/ssm';

const context = { stackName: 'Chat', logicalId: 'P', where: 'chat.json, P', generatedName: 'Chat-P-1' };
const caller = { roleArn: 'arn:aws:iam::111122223333:role/gate' };
const parameter = (others: object = {}) => ({ Name: '/a/b', Type: 'String', Value: 'one', ...others });

function account() {
  const ssm = new Ssm({ place: place('111122223333', 'eu-west-1'), now: () => Date.UTC(2026, 0, 5, 9) });
  return {
    ssm,
    provider: ssm.providers[0]!,
    call: (name: string, input: object) => ssm.api(name, { ...input }, caller),
  };
}

describe('parameters of a template', () => {
  it('are known by their name', async () => {
    const { ssm, provider } = account();
    await expect(provider.create(parameter(), context)).resolves.toEqual({
      id: '/a/b',
      attributes: { Type: 'String', Value: 'one' },
    });
    expect(ssm.parameter('/a/b')).toBe('one');
    expect(ssm.parameter('/a')).toBeUndefined();
  });

  it('have a generated name unless the template says one', async () => {
    const { provider } = account();
    await expect(provider.create(parameter({ Name: undefined }), context)).resolves.toMatchObject({ id: 'Chat-P-1' });
  });

  it('fail where the name is taken', async () => {
    const { ssm, provider } = account();
    ssm.put('/a/b', 'seeded');
    await expect(provider.create(parameter(), context)).rejects.toMatchObject({ code: 'AlreadyExists' });
    expect(ssm.parameter('/a/b')).toBe('seeded');
  });

  it('change in place, are replaced by a new name, and go', async () => {
    const { ssm, provider } = account();
    const physical = await provider.create(parameter(), context);
    const change = { physical, previous: parameter() };
    await provider.update({ ...change, next: parameter({ Value: 'two' }) }, context);
    expect(ssm.parameter('/a/b')).toBe('two');
    await expect(provider.update({ ...change, next: parameter({ Name: '/c' }) }, context)).resolves.toBe('replace');
    await provider.remove(physical, parameter(), context);
    expect(ssm.parameter('/a/b')).toBeUndefined();
  });

  it.each([
    ['4096 characters in the standard tier', 4096, undefined],
    ['8192 characters in the advanced tier', 8192, 'Advanced'],
    ['8192 characters in the intelligent tier', 8192, 'Intelligent-Tiering'],
  ])('hold %s', async (_, length, Tier) => {
    const { ssm, provider } = account();
    await provider.create(parameter({ Value: 'x'.repeat(length), Tier }), context);
    expect(ssm.parameter('/a/b')).toHaveLength(length);
  });

  it.each([
    ['more than 4096 characters in the standard tier', 4097, 'Standard'],
    ['more than 4096 characters where no tier is said', 4097, undefined],
    ['more than 8192 characters in the advanced tier', 8193, 'Advanced'],
    ['nothing', 0, undefined],
  ])('do not hold %s', async (_, length, Tier) => {
    const { ssm, provider } = account();
    const created = provider.create(parameter({ Value: 'x'.repeat(length), Tier }), context);
    await expect(created).rejects.toMatchObject({ name: 'ApiError', code: 'ValidationException' });
    expect(ssm.parameter('/a/b')).toBeUndefined();
  });

  it('are of type String', async () => {
    const refused = account().provider.create(parameter({ Type: 'StringList' }), context);
    await expect(refused).rejects.toThrow('Property Type of AWS::SSM::Parameter with the value "StringList"');
  });
});

describe('the API of the parameter store', () => {
  it('gives a parameter with its version and ARN', async () => {
    const { ssm, call } = account();
    ssm.put('/a/b', 'one');
    ssm.put('/a/b', 'two');
    ssm.put('plain', 'x');
    await expect(call('GetParameter', { Name: '/a/b', WithDecryption: true })).resolves.toEqual({
      Parameter: {
        Name: '/a/b',
        Type: 'String',
        Value: 'two',
        Version: 2,
        ARN: 'arn:aws:ssm:eu-west-1:111122223333:parameter/a/b',
        DataType: 'text',
        LastModifiedDate: 1_767_603_600,
      },
    });
    await expect(call('GetParameter', { Name: 'plain' })).resolves.toMatchObject({
      Parameter: { ARN: 'arn:aws:ssm:eu-west-1:111122223333:parameter/plain' },
    });
  });

  it('says which parameter is missing', async () => {
    await expect(account().call('GetParameter', { Name: '/x' })).rejects.toMatchObject({
      name: 'ApiError',
      code: 'ParameterNotFound',
    });
  });

  it('gives several parameters and the names of those that are missing', async () => {
    const { ssm, call } = account();
    ssm.put('/a', '1');
    ssm.put('/b', '2');
    await expect(call('GetParameters', { Names: ['/b', '/x', '/a'] })).resolves.toMatchObject({
      Parameters: [{ Name: '/b', Value: '2' }, { Name: '/a' }],
      InvalidParameters: ['/x'],
    });
  });

  it.each([
    [
      'LabelParameterVersion',
      {},
      'ssm:LabelParameterVersion is not emulated. Met in a call by arn:aws:iam::111122223333:role/gate.',
    ],
    ['GetParameter', { Name: '/a', Colour: 1 }, 'Colour of ssm:GetParameter is not emulated.'],
    ['GetParameter', { Name: '/a:3' }, 'version or label in the parameter name /a:3 is not emulated.'],
    ['PutParameter', { Name: '/a', Value: 'x', KeyId: 'k' }, 'KeyId of ssm:PutParameter is not emulated.'],
    ['PutParameter', { Name: '/a:1', Value: 'x', Type: 'String' }, 'in the parameter name /a:1'],
    ['DeleteParameter', { Name: '/a:1' }, 'in the parameter name /a:1'],
    ['GetParametersByPath', { Path: '/', ParameterFilters: [] }, 'ParameterFilters of ssm:GetParametersByPath'],
    ['GetParameters', { Names: ['arn:aws:ssm:x:1:parameter/a'] }, 'is not emulated.'],
  ])('stops by name at %s %p', async (operation, input, message) => {
    const { call } = account();
    await expect(Promise.resolve().then(() => call(operation, input))).rejects.toThrow(message);
  });
});

describe('parameters that handlers write', () => {
  const put = { Name: '/a', Type: 'String', Value: 'one' };

  it('count their versions', async () => {
    const { call, ssm } = account();
    await expect(call('PutParameter', put)).resolves.toEqual({ Version: 1, Tier: 'Standard' });
    await expect(call('PutParameter', { Name: '/a', Value: 'two', Overwrite: true })).resolves.toEqual({
      Version: 2,
      Tier: 'Standard',
    });
    expect(ssm.parameter('/a')).toBe('two');
  });

  it('may be lists', async () => {
    const { call } = account();
    await call('PutParameter', { ...put, Type: 'StringList', Value: 'a,b' });
    await expect(call('GetParameter', { Name: '/a' })).resolves.toMatchObject({
      Parameter: { Type: 'StringList', Value: 'a,b' },
    });
  });

  it('may be secure, and then are readable only where they are decrypted', async () => {
    const { call } = account();
    await call('PutParameter', { ...put, Type: 'SecureString', Value: 'secret' });
    const read = async (WithDecryption: boolean) => {
      const { Parameter } = (await call('GetParameter', { Name: '/a', WithDecryption })) as {
        Parameter: { Type: string; Value: string };
      };
      return Parameter;
    };
    await expect(read(true)).resolves.toMatchObject({ Type: 'SecureString', Value: 'secret' });
    expect((await read(false)).Value).not.toContain('secret');
    expect((await read(false)).Value).toBe((await read(false)).Value);
  });

  it('are gone when they are deleted, and their template may remove them still', async () => {
    const { call, ssm, provider } = account();
    const physical = await provider.create(parameter(), context);
    await expect(call('DeleteParameter', { Name: '/a/b' })).resolves.toEqual({});
    expect(ssm.parameter('/a/b')).toBeUndefined();
    await expect(call('DeleteParameter', { Name: '/a/b' })).rejects.toMatchObject({ code: 'ParameterNotFound' });
    await expect(provider.remove(physical, parameter(), context)).resolves.toBeUndefined();
  });

  it.each([
    ['a name that is taken', { ...put, Name: '/taken' }, 'ParameterAlreadyExists'],
    ['no type for a new one', { Name: '/a', Value: 'x' }, 'ValidationException'],
    ['tags on an old one', { ...put, Name: '/taken', Overwrite: true, Tags: [] }, 'ValidationException'],
    ['a value that is too long', { ...put, Value: 'x'.repeat(4097) }, 'ValidationException'],
    ['a path without its first slash', { ...put, Name: 'a/b' }, 'ValidationException'],
  ])('are refused with %s', async (_, input, code) => {
    const { ssm, call } = account();
    ssm.put('/taken', 'x');
    await expect(call('PutParameter', input)).rejects.toMatchObject({ name: 'ApiError', code });
  });

  it('stop by name where they change their type', async () => {
    const { ssm, call } = account();
    ssm.put('/a', 'x');
    await expect(call('PutParameter', { ...put, Type: 'StringList', Overwrite: true })).rejects.toThrow(
      'Changing the type of the parameter /a from String to StringList is not emulated.',
    );
  });
});

describe('parameters under a path', () => {
  const names = async (call: ReturnType<typeof account>['call'], input: object) => {
    const { Parameters, NextToken } = (await call('GetParametersByPath', input)) as {
      Parameters: readonly { Name: string }[];
      NextToken?: string;
    };
    return { names: Parameters.map(({ Name }) => Name), ...(NextToken === undefined ? {} : { NextToken }) };
  };

  it.each([
    ['those right under it', { Path: '/a' }, ['/a/x', '/a/y']],
    ['the same with a slash at its end', { Path: '/a/' }, ['/a/x', '/a/y']],
    ['all below it', { Path: '/a', Recursive: true }, ['/a/b/z', '/a/x', '/a/y']],
    ['those at the root', { Path: '/' }, ['plain']],
    ['none', { Path: '/nowhere' }, []],
  ])('are %s', async (_, input, expected) => {
    const { ssm, call } = account();
    for (const name of ['/a/y', '/a/x', '/a/b/z', '/ab/x', 'plain']) ssm.put(name, 'v');
    await expect(names(call, input)).resolves.toEqual({ names: expected });
  });

  it('come page by page', async () => {
    const { ssm, call } = account();
    for (let i = 0; i < 12; i++) ssm.put(`/a/${String(i).padStart(2, '0')}`, 'v');
    const first = await names(call, { Path: '/a' });
    expect(first.names).toHaveLength(10);
    await expect(names(call, { Path: '/a', NextToken: first.NextToken })).resolves.toEqual({
      names: ['/a/10', '/a/11'],
    });
    await expect(names(call, { Path: '/a', MaxResults: 1 })).resolves.toEqual({ names: ['/a/00'], NextToken: '/a/01' });
  });

  it.each([
    ['a path without a slash', { Path: 'a' }, 'ValidationException'],
    ['too many results', { Path: '/a', MaxResults: 11 }, 'ValidationException'],
    ['a wrong token', { Path: '/a', NextToken: 'x' }, 'InvalidNextToken'],
  ])('are refused with %s', async (_, input, code) => {
    const { call } = account();
    await expect(call('GetParametersByPath', input)).rejects.toMatchObject({ code });
  });

  it.each([
    ['/a/b/', 'parameter/a/b'],
    ['/a', 'parameter/a'],
    ['/', 'parameter/'],
  ])('need permission for their path %s', (Path, resource) => {
    expect(account().ssm.permissions('GetParametersByPath', { Path })).toEqual([
      { action: 'ssm:GetParametersByPath', resource: `arn:aws:ssm:eu-west-1:111122223333:${resource}` },
    ]);
  });
});
